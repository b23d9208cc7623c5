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

/// A command that keeps credentials for `docker login`: `docker-credential-NAME get`.
struct CredentialHelper: Sendable {
    let name: String
    /// The file that names it.
    let file: String
    let login: DockerLogin

    private var command: String { "docker-credential-\(name)" }

    /// Asks for the credentials of a registry, and blocks until it has answered; `nil` where it has none.
    ///
    /// - Throws: ``DockerError`` with code ``DockerError/Code/invalidConfiguration``, which quotes nothing that the command
    ///   has printed: that may be a credential.
    func credentials(for registry: String) throws -> RegistryCredentials? {
        var program = HelperProgram(command: command, environment: login.environment)
        program.arguments = ["get"]
        program.input = Array((registry + "\n").utf8)
        program.seconds = login.helperSeconds
        program.maximumBytes = 64 << 10
        let answer: HelperProgram.Answer
        do {
            answer = try program.runAndWait()
        } catch {
            switch error {
            case .notRunnable: throw failure(registry, "is not in PATH or cannot be run. Install it")
            case .tooSlow:
                throw failure(registry, "did not end within \(Int(login.helperSeconds)) seconds. \(advice(registry))")
            case .tooMuchOutput:
                throw failure(registry, "prints more than \(program.maximumBytes >> 10) KiB. \(advice(registry))")
            case .noRoom(let folder):
                throw failure(registry, "cannot be run: no file can be made in \(folder). Mend that")
            }
        }
        guard answer.status == 0 else {
            // By these words alone do such commands tell that they have nothing from that something went wrong.
            if String(decoding: answer.output, as: UTF8.self).contains("credentials not found") { return nil }
            throw failure(registry, "ended with \(answer.status). \(advice(registry))")
        }
        guard let found = try? JSONDecoder().decode(Output.self, from: Data(answer.output)) else {
            throw failure(registry, "prints no JSON with Username and Secret. \(advice(registry))")
        }
        guard !found.secret.isEmpty else { return nil }
        if found.username == "<token>" {
            return RegistryCredentials(identityToken: Secret(found.secret), registry: registry)
        }
        return RegistryCredentials(username: found.username, password: Secret(found.secret), registry: registry)
    }

    private func advice(_ registry: String) -> String { "See what \"echo \(registry) | \(command) get\" says" }

    private func failure(_ registry: String, _ what: String) -> DockerError {
        DockerError(
            .invalidConfiguration,
            "The command \(command), which \(file) names for \(registry), \(what), or give credentials for the registry."
        )
    }

    private struct Output: Decodable {
        var username: String
        var secret: String

        enum CodingKeys: String, CodingKey {
            case username = "Username"
            case secret = "Secret"
        }
    }
}
