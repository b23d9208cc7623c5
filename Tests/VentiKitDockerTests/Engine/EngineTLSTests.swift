//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Crypto
import Foundation
import ScannerSamples
import Testing
import VentiKit

@testable import VentiKitDocker

/// A real engine that listens on a port of this machine, with keys and without.
@Suite(
    .serialized,
    .enabled(if: PrivateEngine.canRun, "needs root and dockerd, to start an engine with keys"),
    .timeLimit(.minutes(4))
)
struct EngineTLSTests {
    private func failure(
        _ endpoint: DockerEndpoint,
        sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) async throws -> DockerError {
        let error = await #expect(throws: DockerError.self, sourceLocation: sourceLocation) {
            try await DockerClient.withClient(endpoint) { _ in }
        }
        return try #require(error)
    }

    @Test func anEngineWithKeysServesWhoHasThemAndTellsOthersWhatIsWrong() async throws {
        try await EngineKeys.with { keys in
            let port = try await EngineKeys.freePort()
            try await PrivateEngine.with(keys.engineOptions(port: port)) { engine in
                try await DockerClient.withClient(engine.endpoint) { try await ShellImage.make(with: $0) }
                let address = DockerEndpoint.Address.tcp(host: "127.0.0.1", port: port)

                // As the docker command is told of it, and with a scan through it from beginning to end.
                let environment = [
                    "DOCKER_HOST": "tcp://127.0.0.1:\(port)", "DOCKER_TLS_VERIFY": "1", "DOCKER_CERT_PATH": keys.own,
                ]
                let endpoint = try DockerEndpoint.discover(environment: environment) { _ in false }
                #expect(endpoint.tls?.verifiesEngine == true)
                var configuration = DockerExecutor.Configuration()
                configuration.endpoint = endpoint
                configuration.pullPolicy = .never
                configuration.network = "none"
                let script = "echo '\(Lines.started)'; echo '\(Lines.finished)'"
                let report = try await DockerExecutor(configuration).scan(ShellImage.scanner(script), .sample())
                #expect(report.findings == [Lines.flaw])

                // Another authority than the one that the engine's certificate leads to.
                var tls = DockerTLS(folder: keys.own)
                tls.authorityFile = keys.foreign + "/ca.pem"
                let authority = try await failure(DockerEndpoint(address, tls: tls))
                #expect(authority.code == .unreachable)
                #expect(authority.message.contains("does not vouch for"), "\(authority)")
                #expect(authority.message.contains(keys.foreign + "/ca.pem"))

                // No certificate, one of another authority, and no TLS at all.
                let nobody = try await failure(
                    DockerEndpoint(address, tls: DockerTLS(authorityFile: keys.own + "/ca.pem"))
                )
                #expect(nobody.message.contains("refuses a client without a certificate"), "\(nobody)")
                tls = DockerTLS(folder: keys.foreign)
                tls.authorityFile = keys.own + "/ca.pem"
                let stranger = try await failure(DockerEndpoint(address, tls: tls))
                #expect(stranger.message.contains("refuses the certificate of this client"), "\(stranger)")
                let plain = try await failure(DockerEndpoint(address))
                #expect(plain.message.contains("DOCKER_TLS_VERIFY=1"), "\(plain)")

                // The certificate is for 127.0.0.1 alone.
                let name = try await failure(
                    DockerEndpoint(.tcp(host: "127.0.0.2", port: port), tls: DockerTLS(folder: keys.own))
                )
                #expect(name.message.contains("not for its address"), "\(name)")

                // Keys that are not there.
                let absent = try await failure(DockerEndpoint(address, tls: DockerTLS(folder: "/nowhere")))
                #expect(absent.code == .invalidConfiguration)
                #expect(absent.message.contains("/nowhere"), "\(absent)")

                // A context, as `docker context create` writes it.
                let context = try context(named: "work", port: port, keys)
                let chosen = try DockerEndpoint.discover(
                    environment: ["DOCKER_CONFIG": context, "DOCKER_CONTEXT": "work"],
                    exists: FileManager.default.fileExists
                )
                let version = try await DockerClient.withClient(chosen) { $0.version }
                #expect(version >= DockerClient.minimumVersion)
            }
        }
    }

    /// Writes a context with its keys, and gives the folder.
    private func context(named name: String, port: Int, _ keys: EngineKeys) throws -> String {
        let folder = keys.folder + "/docker"
        let id = SHA256.hash(data: Array(name.utf8)).map { String(format: "%02x", $0) }.joined()
        let files = FileManager.default
        try files.createDirectory(atPath: "\(folder)/contexts/meta/\(id)", withIntermediateDirectories: true)
        try files.createDirectory(atPath: "\(folder)/contexts/tls/\(id)/docker", withIntermediateDirectories: true)
        let meta = """
            {"Name":"\(name)","Endpoints":{"docker":{"Host":"tcp://127.0.0.1:\(port)","SkipTLSVerify":false}}}
            """
        try Data(meta.utf8).write(to: URL(filePath: "\(folder)/contexts/meta/\(id)/meta.json"))
        for file in ["ca.pem", "cert.pem", "key.pem"] {
            try files.copyItem(atPath: "\(keys.own)/\(file)", toPath: "\(folder)/contexts/tls/\(id)/docker/\(file)")
        }
        return folder
    }

    @Test func anEngineWithoutKeysIsReachedByItsPort() async throws {
        let port = try await EngineKeys.freePort()
        try await PrivateEngine.with(["--host", "tcp://127.0.0.1:\(port)"]) { _ in
            let endpoint = try DockerEndpoint.discover(environment: ["DOCKER_HOST": "tcp://127.0.0.1:\(port)"]) { _ in
                false
            }
            try await DockerClient.withClient(endpoint) { client in
                let details = try await client.engineDetails()
                #expect(details.system == "linux")
            }
            let error = try await failure(DockerEndpoint(endpoint.address, tls: DockerTLS()))
            #expect(error.message.contains("does not speak TLS"), "\(error)")
        }
    }
}
