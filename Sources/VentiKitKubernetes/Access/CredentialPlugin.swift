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

/// A command that a kubeconfig names, and that prints credentials: those of cloud providers, and of single sign-on.
struct CredentialPlugin: Sendable, Hashable {
    var command: String
    var arguments: [String]
    var variables: [String: String]
    var apiVersion: String
    /// What the command learns of the cluster, as JSON.
    var clusterInfo: String?
    var hint: String?
    var seconds = 60.0

    /// What the command printed.
    struct Answer: Sendable {
        var token: Secret?
        var certificate: KubernetesCluster.ClientCertificate?
        /// When it is of no use any more, in seconds since 1970.
        var expires: Double?
    }

    /// - Throws: ``KubernetesError`` with code ``KubernetesError/Code/invalidConfiguration`` if it may not run or cannot be used.
    init(
        _ entry: Kubeconfig.PluginEntry,
        folder: String,
        _ cluster: KubernetesCluster,
        _ policy: KubernetesCluster.PluginPolicy
    ) throws {
        guard let command = entry.command, !command.isEmpty else {
            throw KubernetesError(.invalidConfiguration, "The user's exec plugin names no command.")
        }
        guard policy.allows(command) else {
            throw KubernetesError(
                .invalidConfiguration,
                "The kubeconfig has the command \(command.prefix(200)) run to get credentials, which is not allowed here; "
                    + "allow it by the permission for plugins."
            )
        }
        guard entry.interactiveMode != "Always" else {
            throw KubernetesError(
                .invalidConfiguration,
                "The exec plugin \(command.prefix(200)) wants to ask somebody (interactiveMode: Always); nobody is there."
            )
        }
        // A relative path belongs to the kubeconfig; a bare name is looked for in PATH.
        self.command = command.contains("/") && !command.hasPrefix("/") ? "\(folder)/\(command)" : command
        arguments = entry.args ?? []
        variables = Dictionary((entry.env ?? []).map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        apiVersion = entry.apiVersion ?? "client.authentication.k8s.io/v1"
        hint = entry.installHint
        if entry.provideClusterInfo == true { clusterInfo = try Self.info(cluster) }
    }

    private static func info(_ cluster: KubernetesCluster) throws -> String {
        var info: [String: JSONNode] = ["server": .string(cluster.server)]
        if let authorities = cluster.trust.authorities {
            info["certificate-authority-data"] = .string(Data(authorities).base64EncodedString())
        }
        if let name = cluster.trust.serverName { info["tls-server-name"] = .string(name) }
        return String(decoding: try JSONNode.object(info).bytes(), as: UTF8.self)
    }

    /// Runs the command.
    ///
    /// - Throws: ``KubernetesError`` with code ``KubernetesError/Code/unauthorized`` and the end of what it said.
    func run() async throws -> Answer {
        let output = try await NIOThreadPool.singleton.runIfActive { try self.output() }
        let answer: Output
        do {
            answer = try JSONDecoder().decode(Output.self, from: Data(output))
        } catch {
            throw failure("prints no ExecCredential")
        }
        guard answer.kind == "ExecCredential", answer.apiVersion == apiVersion, let status = answer.status else {
            throw failure("prints no ExecCredential of \(apiVersion)")
        }
        let certificate = status.clientCertificateData.flatMap { chain in
            status.clientKeyData.map {
                KubernetesCluster.ClientCertificate(chain: Array(chain.utf8), key: Secret($0))
            }
        }
        guard status.token != nil || certificate != nil else {
            throw failure("prints neither a token nor a certificate")
        }
        return Answer(
            token: status.token.map { Secret($0) },
            certificate: certificate,
            expires: status.expirationTimestamp.flatMap { UnixTime.seconds(rfc3339: $0) }
        )
    }

    /// Blocks until the command has ended.
    private func output() throws -> [UInt8] {
        var environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
        environment["KUBERNETES_EXEC_INFO"] = try executionInfo()
        var program = HelperProgram(command: command, environment: environment)
        program.arguments = arguments
        program.seconds = seconds
        let answer: HelperProgram.Answer
        do {
            answer = try program.runAndWait()
        } catch {
            switch error {
            case .notRunnable: throw failure("cannot be run\(hint.map { " (\($0.prefix(300)))" } ?? "")")
            case .tooSlow: throw failure("did not end within \(Int(seconds)) seconds")
            case .tooMuchOutput: throw failure("prints more than \(program.maximumBytes >> 20) MiB")
            case .noRoom(let folder):
                throw KubernetesError(.invalidConfiguration, "No file can be made in \(folder).")
            }
        }
        guard answer.status == 0 else {
            let words = String(decoding: answer.errors.suffix(600), as: UTF8.self)
            throw failure("ended with \(answer.status): \(words)")
        }
        return answer.output
    }

    private func executionInfo() throws -> String {
        var specification: [String: JSONNode] = ["interactive": false]
        if let clusterInfo { specification["cluster"] = try JSONNode(bytes: Array(clusterInfo.utf8)) }
        let info: JSONNode = [
            "apiVersion": .string(apiVersion), "kind": "ExecCredential", "spec": .object(specification),
        ]
        return String(decoding: try info.bytes(), as: UTF8.self)
    }

    private func failure(_ what: String) -> KubernetesError {
        KubernetesError(.unauthorized, "The command \(command.prefix(200)), which the kubeconfig names, \(what).")
    }

    private struct Output: Decodable {
        var apiVersion: String
        var kind: String
        var status: Status?

        struct Status: Decodable {
            var token: String?
            var clientCertificateData: String?
            var clientKeyData: String?
            var expirationTimestamp: String?
        }
    }
}
