//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// The entries under `identities:`, and the files that `--identity NAME=@file.yaml` names.
enum IdentityConfig {
    private static let keys = IdentityGrammar.identity.map(\.name)

    static func identities(_ value: ConfigValue) throws -> [Identity] {
        try value.anyMapping().map { key, value in
            if let problem = IdentityArgument.problem(withName: key.name) { throw key.value.error(problem) }
            return try identity(key.name, value)
        }
    }

    /// A whole identity from a file of its own.
    static func identity(_ name: String, inFile path: String, _ surroundings: Surroundings) throws -> Identity {
        let absolute = LocalFile.absolute(path, in: surroundings.directory, home: surroundings.variable("HOME"))
        guard LocalFile.exists(absolute) else {
            throw SecretProblem(reason: "the file \(path) does not exist; check the path")
        }
        return try identity(name, try ConfigFile.open(absolute, as: path, surroundings))
    }

    private static func identity(_ name: String, _ value: ConfigValue) throws -> Identity {
        let entries = try value.mapping(of: keys)
        let given = entries.entries.map(\.key).filter { $0 != "role" }
        guard given.count == 1, let key = given.first, let entry = entries[key] else {
            throw value.error(
                given.isEmpty
                    ? "no credential; give one of \(keys.dropFirst().joined(separator: ", "))"
                    : "\(given.joined(separator: " and ")) contradict each other; keep one"
            )
        }
        let credential: Identity.Credential
        switch key {
        case "basic":
            let (username, password) = try account(entry, IdentityGrammar.account).account
            credential = .basic(username: username, password: password)
        case "login": credential = .login(try LoginConfig.recipe(entry))
        case "api_key": credential = try apiKey(entry)
        case "cookie":
            let entries = try entry.mapping(of: IdentityGrammar.cookie)
            let name = try entries.required("name").text()
            credential = .cookie(name: name, value: Secret(try SecretKeys(stem: "value").read(entries)))
        default:
            let text = try SecretKeys(stem: "bearer").read(entries)
            credential = .bearer(
                Secret(
                    try at(entry) { () throws(SecretProblem) in
                        try CredentialKind.token(text, of: .literal(text))
                    }
                )
            )
        }
        return Identity(name, role: try entries["role"]?.text(), credential: credential)
    }

    /// `username` with `password`, `password_env` or `password_file`.
    static func account(
        _ value: ConfigValue,
        _ keys: [ConfigKey]
    ) throws -> (account: (username: String, password: Secret), entries: ConfigMapping) {
        let password = SecretKeys(stem: "password")
        let entries = try value.mapping(of: keys)
        let username = try entries.required("username").text()
        return ((username, Secret(try password.read(entries))), entries)
    }

    private static func apiKey(_ value: ConfigValue) throws -> Identity.Credential {
        let secret = SecretKeys(stem: "value")
        let entries = try value.mapping(of: IdentityGrammar.apiKey)
        let place = entries["in"]
        let location = try place?.word(APIKeyLocation.self) ?? .header
        let name = try entries.required("name")
        let text = try name.text()
        if location == .header, !CredentialKind.isHeaderName(text) {
            throw name.error("\(text) is not the name of a header field")
        }
        return .apiKey(name: text, location: location.parameterLocation, value: Secret(try secret.read(entries)))
    }

    private static func at<Value>(_ value: ConfigValue, _ body: () throws(SecretProblem) -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            throw value.error(error.reason)
        }
    }
}

/// Where an API key is sent.
private enum APIKeyLocation: String, CaseIterable {
    case header, query, cookie

    var parameterLocation: APIParameter.Location {
        switch self {
        case .header: .header
        case .query: .query
        case .cookie: .cookie
        }
    }
}

/// The three keys under which a secret may stand: `password`, `password_env` and `password_file`, for instance.
struct SecretKeys {
    var stem: String

    var keys: [String] { [stem, "\(stem)_env", "\(stem)_file"] }

    /// The secret from the one key that is given.
    func read(_ entries: ConfigMapping) throws -> String {
        let given = keys.filter { entries[$0] != nil }
        guard given.count == 1, let key = given.first, let entry = entries[key] else {
            throw entries.value.error(
                given.isEmpty
                    ? "\(stem) is missing; give one of \(keys.joined(separator: ", "))"
                    : "\(given.joined(separator: " and ")) contradict each other; keep one"
            )
        }
        let text = try entry.text()
        let source: SecretSource =
            if key.hasSuffix("_env") { .variable(text) } else if key.hasSuffix("_file") { .file(text) } else {
                .literal(text)
            }
        do {
            return try source.value(in: entry.surroundings)
        } catch {
            throw entry.error(error.reason)
        }
    }
}
