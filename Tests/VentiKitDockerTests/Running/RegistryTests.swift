//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import ScannerSamples
import Synchronization
import Testing
import VentiKit
import VulnerableAPIs

@testable import VentiKitDocker

/// A real engine pulls from a registry that asks who it is.
@Suite(
    .needsDocker,
    .enabled(if: DockerEngineUnderTest.endpoint?.isLocal == true, "needs an engine on this machine"),
    .timeLimit(.minutes(3))
)
struct RegistryTests {
    private let scan = "echo '\(Lines.started)'; echo '\(Lines.finished)'"

    /// Scans with an image from a registry that was just started, and removes the image afterwards.
    ///
    /// - Parameters:
    ///   - password: The password that is given; `nil` for no credentials.
    ///   - name: The image's name, given the registry's address.
    ///   - change: Changes how scans are run.
    ///   - body: Gets what scans, and the registry.
    private func withRegistry(
        password: String?,
        image name: (_ registry: String, _ stub: RegistryStub) -> String,
        changing change: (inout DockerExecutor.Configuration, _ registry: String) throws -> Void = { _, _ in },
        running body: (_ scan: () async throws -> ScanReport, _ stub: RegistryStub) async throws -> Void
    ) async throws {
        try await ShellImage.make()
        let stub = RegistryStub(layer: try ShellImage.layer(), username: "bob", password: "open sesame")
        try await withServer(stub.api) { port in
            let registry = "127.0.0.1:\(port)"
            var configuration = try DockerEngineUnderTest.configuration()
            configuration.pullPolicy = .ifMissing
            // What the person who runs the tests has stored is no part of them.
            configuration.dockerLogin = nil
            configuration.registryCredentials = password.map {
                RegistryCredentials(username: "bob", password: Secret($0), registry: registry)
            }
            try change(&configuration, registry)
            let image = name(registry, stub)
            let executor = try DockerExecutor(configuration)
            var scanner = ShellImage.scanner(scan)
            scanner.image = image
            try await body({ try await executor.scan(scanner, .sample()) }, stub)
            try await DockerEngineUnderTest.withClient { client in
                let call = DockerConnection.Call(.delete, "/images/\(image)", query: [("force", "1")])
                _ = try await client.call(call, expecting: [200, 404])
            }
        }
    }

    @Test func anImageIsPulledWithCredentialsAndItsProgressIsTold() async throws {
        let told = Mutex<[(String, Double)]>([])
        try await withRegistry(password: "open sesame") { registry, _ in
            "\(registry)/\(RegistryStub.repository):1"
        } changing: { configuration, _ in
            configuration.onPull = { image, fraction in told.withLock { $0.append((image.description, fraction)) } }
        } running: { scan, stub in
            let first = try await scan()
            #expect(first.findings == [Lines.flaw])
            let told = told.withLock { $0 }
            #expect(told.allSatisfy { $0.0.hasSuffix("/test/shell:1") && (0...1).contains($0.1) })
            #expect(told.last?.1 == 1)
            // What is there is not pulled again.
            let requests = stub.requests
            let second = try await scan()
            #expect(second.findings == [Lines.flaw])
            #expect(stub.requests == requests)
        }
    }

    @Test(arguments: [nil, "wrong"]) func whoHasNoCredentialsIsToldSo(_ password: String?) async throws {
        try await withRegistry(password: password) { registry, _ in
            "\(registry)/\(RegistryStub.repository):1"
        } running: { scan, _ in
            let error = await #expect(throws: ScanError.self) { try await scan() }
            #expect((error?.cause as? DockerError)?.code == .imageUnavailable)
            let message = error?.message ?? ""
            #expect(
                message.contains("no basic auth credentials") || message.contains("unauthorized"),
                "\(message)"
            )
            #expect(!message.contains("wrong"))
        }
    }

    @Test(arguments: ["auth", "helper"]) func anImageIsPulledWithWhatDockerLoginHasStored(_ form: String) async throws {
        let folders = Mutex<[LoginFolder]>([])
        try await withRegistry(password: nil) { registry, _ in
            "\(registry)/\(RegistryStub.repository):1"
        } changing: { configuration, registry in
            let auth = Data("bob:open sesame".utf8).base64EncodedString()
            let folder = try LoginFolder(
                form == "auth"
                    ? #"{"auths": {"\#(registry)": {"auth": "\#(auth)"}}}"#
                    : #"{"auths": {"\#(registry)": {}}, "credHelpers": {"\#(registry)": "keeper"}}"#
            )
            try folder.addHelper("keeper", #"echo '{"Username": "bob", "Secret": "open sesame"}'"#)
            configuration.dockerLogin = folder.login
            folders.withLock { $0.append(folder) }
        } running: { scan, stub in
            let report = try await scan()
            #expect(report.findings == [Lines.flaw])
            #expect(stub.requests > 0)
        }
    }

    @Test(arguments: [#"{"auths": {"REGISTRY": {"auth": "b3Blbg"}}}"#, #"{"credHelpers": {"REGISTRY": "keeper"}}"#])
    func whatDockerLoginHasStoredAndCannotBeUsedIsNamed(_ config: String) async throws {
        let folders = Mutex<[LoginFolder]>([])
        try await withRegistry(password: nil) { registry, _ in
            "\(registry)/\(RegistryStub.repository):1"
        } changing: { configuration, registry in
            let folder = try LoginFolder(config.replacing("REGISTRY", with: registry))
            try folder.addHelper("keeper", "echo open sesame; exit 2")
            configuration.dockerLogin = folder.login
            folders.withLock { $0.append(folder) }
        } running: { scan, stub in
            let error = await #expect(throws: ScanError.self) { try await scan() }
            #expect((error?.cause as? DockerError)?.code == .invalidConfiguration)
            let message = error?.message ?? ""
            #expect(message.contains("/config.json") && message.contains("127.0.0.1:"), "\(message)")
            #expect(!message.contains("b3Blbg") && !message.contains("sesame"), "\(message)")
            #expect(stub.requests == 0)
        }
    }

    @Test func anImageThatTheRegistryDoesNotHaveIsNamed() async throws {
        try await withRegistry(password: "open sesame") { registry, _ in
            "\(registry)/\(RegistryStub.repository):2"
        } running: { scan, _ in
            let error = await #expect(throws: ScanError.self) { try await scan() }
            #expect((error?.cause as? DockerError)?.code == .imageUnavailable)
            #expect(error?.message.contains("manifest unknown") == true, "\(error?.message ?? "")")
        }
    }

    @Test func aPolicyLetsAnImageRunByItsDigestAlone() async throws {
        func restrict(_ configuration: inout DockerExecutor.Configuration, _ registry: String) {
            configuration.imagePolicy.repositories = ["\(registry)/*"]
            configuration.imagePolicy.requiresDigest = true
        }
        try await withRegistry(password: "open sesame") { registry, stub in
            "\(registry)/\(RegistryStub.repository)@\(stub.digest)"
        } changing: { configuration, registry in
            restrict(&configuration, registry)
        } running: { scan, _ in
            let report = try await scan()
            #expect(report.findings == [Lines.flaw])
        }
        try await withRegistry(password: "open sesame") { registry, _ in
            "\(registry)/\(RegistryStub.repository):1"
        } changing: { configuration, registry in
            restrict(&configuration, registry)
        } running: { scan, stub in
            let error = await #expect(throws: ScanError.self) { try await scan() }
            #expect((error?.cause as? DockerError)?.code == .imageRefused)
            // What may not run is not asked for either.
            #expect(stub.requests == 0)
        }
    }
}
