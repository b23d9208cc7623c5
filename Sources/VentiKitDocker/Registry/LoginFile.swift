//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The file `config.json` that `docker login` writes.
struct LoginFile {
    let path: String
    private let content: SettingsValue
    private static let maximumBytes = 4 << 20

    /// Opens the file; `nil` where there is none.
    init?(_ path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        self.path = path
        guard let handle = FileManager.default.contents(atPath: path), handle.count <= Self.maximumBytes else {
            throw Self.unreadable("\(path) cannot be read, or is no small file")
        }
        let value: SettingsValue?
        do {
            value = try SettingsValue(bytes: Array(handle))
        } catch {
            // What cannot be read may be half a credential, so that none of it is quoted.
            let reason = error.isDuplicate ? ": \(error.reason)" : " is not JSON"
            throw Self.unreadable("\(path):\(error.place.line):\(error.place.column)\(reason)")
        }
        guard let value else { return nil }
        guard case .mapping = value.content else { throw Self.unreadable("\(path) is not a JSON object") }
        content = value
    }

    /// The name of the command that keeps the credentials of a registry; `nil` where the file does.
    func helper(for registry: String) throws -> String? {
        let helpers = content["credHelpers"]
        if let helpers, case .mapping(let members) = helpers.content {
            if let member = Self.member(of: members, for: registry) {
                return try name(of: member.value, "credHelpers.\"\(member.key)\"")
            }
        } else if let helpers {
            throw fault("credHelpers is not an object", helpers)
        }
        return try content["credsStore"].flatMap { try name(of: $0, "credsStore") }
    }

    /// The name of a command: `nil` where it is empty.
    private func name(of value: SettingsValue, _ key: String) throws -> String? {
        guard let name = value.text else { throw fault("\(key) is not the name of a helper", value) }
        let isPlain = name.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || "._-".utf8.contains(byte)
        }
        guard isPlain, name.utf8.count <= 100 else { throw fault("\(key) is not the name of a helper", value) }
        return name.isEmpty ? nil : name
    }

    /// The credentials that the file itself has for a registry; `nil` where it has none.
    func credentials(for registry: String) throws -> RegistryCredentials? {
        guard let auths = content["auths"] else { return nil }
        guard case .mapping(let members) = auths.content else { throw fault("auths is not an object", auths) }
        guard let member = Self.member(of: members, for: registry), !member.value.isNull else { return nil }
        let key = "auths.\"\(member.key)\""
        guard case .mapping = member.value.content else { throw fault("\(key) is not an object", member.value) }
        func text(_ name: String) throws -> String? {
            guard let value = member.value[name] else { return nil }
            guard let text = value.text else { throw fault("\(key).\(name) is not a text", value) }
            return text.isEmpty ? nil : text
        }
        if let token = try text("identitytoken") {
            return RegistryCredentials(identityToken: Secret(token), registry: registry)
        }
        if let encoded = try text("auth") {
            guard let (username, password) = Self.pair(encoded) else {
                throw fault("\(key).auth is not user:password in base64", member.value["auth"] ?? member.value)
            }
            return RegistryCredentials(username: username, password: password, registry: registry)
        }
        guard let username = try text("username"), let password = try text("password") else { return nil }
        return RegistryCredentials(username: username, password: Secret(password), registry: registry)
    }

    private static func pair(_ encoded: String) -> (String, Secret)? {
        guard let data = Data(base64Encoded: encoded), let text = String(validating: data, as: UTF8.self),
            let colon = text.firstIndex(of: ":"), colon != text.startIndex
        else { return nil }
        let password = text[text.index(after: colon)...]
        // Old clients filled the end up with zeros.
        let end = password.lastIndex { $0 != "\0" }.map { password.index(after: $0) } ?? password.startIndex
        return (String(text[..<colon]), Secret(String(password[..<end])))
    }

    /// The entry of a registry; old clients wrote an address as its key, such as `https://registry.example.com/v1/`.
    private static func member(of members: [SettingsValue.Member], for registry: String) -> SettingsValue.Member? {
        members.first { $0.key == registry } ?? members.first { host(of: $0.key) == host(of: registry) }
    }

    /// The host and port of a key, whether it is an address or not.
    private static func host(of key: String) -> Substring {
        var rest = key[...]
        for scheme in ["https://", "http://"] where rest.hasPrefix(scheme) { rest = rest.dropFirst(scheme.count) }
        return rest.prefix { $0 != "/" }
    }

    private func fault(_ reason: String, _ value: SettingsValue) -> DockerError {
        let place = "\(path):\(value.place.line):\(value.place.column)"
        return DockerError(
            .invalidConfiguration,
            "\(place): \(reason). Run docker login again, mend the entry, or give credentials for the registry."
        )
    }

    private static func unreadable(_ what: String) -> DockerError {
        DockerError(
            .invalidConfiguration,
            "\(what), and may hold the credentials that the image is pulled with. Mend or remove it, or name another folder "
                + "in DOCKER_CONFIG."
        )
    }
}
