//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import NIOPosix
import VentiKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What `docker login` has stored: credentials for registries, or the commands that keep them.
///
/// It is read when an image is pulled, and only the entry of that image's registry. An image of a registry that has no
/// entry is asked for by nobody.
public struct DockerLogin: Sendable, Hashable {
    /// The folder of `config.json`.
    public var folder: String
    /// How long a command that keeps credentials may take, in seconds. Defaults to 30.
    public var helperSeconds = 30.0
    /// What commands that keep credentials find in their environment, and where they are looked for.
    var environment: [String: String]

    /// The credentials in a folder.
    ///
    /// - Parameter folder: The folder of `config.json`; `nil` for the one that `DOCKER_CONFIG` names, and without it for
    ///   `.docker` in the home folder.
    public init(folder: String? = nil) {
        environment = ProcessInfo.processInfo.environment
        self.folder = folder ?? Self.folder(environment)
    }

    static func folder(_ environment: [String: String]) -> String {
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        return variable("DOCKER_CONFIG") ?? (variable("HOME") ?? "/root") + "/.docker"
    }

    /// The credentials for an image's registry; `nil` where there are none.
    ///
    /// - Throws: ``DockerError`` with code ``DockerError/Code/invalidConfiguration`` with the place, if what is stored for the
    ///   registry cannot be used.
    func credentials(for image: ImageReference) async throws -> RegistryCredentials? {
        guard let file = try LoginFile(folder + "/config.json") else { return nil }
        let registry = image.registry
        guard let helper = try file.helper(for: registry) else { return try file.credentials(for: registry) }
        let program = CredentialHelper(name: helper, file: file.path, login: self)
        return try await NIOThreadPool.singleton.runIfActive { try program.credentials(for: registry) }
    }
}

extension ImageReference {
    /// What `docker login` and engines call Docker Hub.
    static let hub = "https://index.docker.io/v1/"

    /// The registry of the image, as `docker login` stores it: its host and port, or the name of Docker Hub.
    var registry: String {
        guard let slash = repository.firstIndex(of: "/") else { return Self.hub }
        let first = repository[..<slash]
        // Without one of these the first part is the name of a user or a team at Docker Hub.
        guard first.contains(where: { $0 == "." || $0 == ":" || $0.isUppercase }) || first == "localhost" else {
            return Self.hub
        }
        return first == "docker.io" || first == "index.docker.io" ? Self.hub : String(first)
    }
}
