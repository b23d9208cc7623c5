//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import NIOPosix
import Synchronization
import VentiKit

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
        let process = Process()
        process.executableURL = URL(filePath: command.contains("/") ? command : "/usr/bin/env")
        process.arguments = command.contains("/") ? arguments : [command] + arguments
        var environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
        environment["KUBERNETES_EXEC_INFO"] = try executionInfo()
        process.environment = environment
        // Files, not pipes: a process that the command has left behind would keep a pipe open.
        let output = try Self.scratchFile()
        let errors = try Self.scratchFile()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        do {
            try process.run()
        } catch {
            throw failure("cannot be run\(hint.map { " (\($0.prefix(300)))" } ?? "")")
        }
        let firings = Mutex(0)
        let timer = DispatchSource.makeTimerSource(queue: .global())
        timer.schedule(deadline: .now() + seconds, repeating: 1)
        timer.setEventHandler {
            let isFirst = firings.withLock { count in
                count += 1
                return count == 1
            }
            // A command may ignore the first signal, as whoever has started it may.
            if isFirst { process.terminate() } else if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        }
        timer.activate()
        defer { timer.cancel() }
        process.waitUntilExit()
        if firings.withLock({ $0 }) > 0 { throw failure("did not end within \(Int(seconds)) seconds") }
        guard process.terminationStatus == 0 else {
            let words = String(decoding: try Self.text(of: errors).suffix(600), as: UTF8.self)
            throw failure("ended with \(process.terminationStatus): \(words)")
        }
        return try Self.text(of: output)
    }

    /// A file that nobody else can read, and that is gone with its handle.
    private static func scratchFile() throws -> FileHandle {
        let url = FileManager.default.temporaryDirectory.appending(path: "venti-\(UUID().uuidString)")
        guard FileManager.default.createFile(atPath: url.path, contents: nil, attributes: [.posixPermissions: 0o600])
        else {
            throw KubernetesError(
                .invalidConfiguration,
                "No file can be made in \(url.deletingLastPathComponent().path)."
            )
        }
        defer { try? FileManager.default.removeItem(at: url) }
        return try FileHandle(forUpdating: url)
    }

    /// At most one MiB of it.
    private static func text(of file: FileHandle) throws -> [UInt8] {
        try file.seek(toOffset: 0)
        return Array(try file.read(upToCount: 1 << 20) ?? Data())
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
