//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Testing
import VentiKit
import VulnerableAPIs

@testable import VentiKitDocker

struct DockerClientTests {
    /// An engine so old, or so strange, that no real one can be had: what it says to `_ping`.
    private func withEngine(saying version: String?, _ body: (DockerEndpoint) async throws -> Void) async throws {
        let api = VulnerableAPI(name: "engine", document: "") { request, _ in
            var response = HTTPResponse(status: request.path == "/_ping" ? .ok : .notFound)
            if let version, let name = HTTPField.Name("Api-Version") { response.headerFields[name] = version }
            return (response, Array("OK".utf8))
        }
        try await withServer(api) { port in try await body(DockerEndpoint(.tcp(host: "127.0.0.1", port: port))) }
    }

    @Test func anEngineThatIsTooOldIsRefused() async throws {
        try await withEngine(saying: "1.24") { endpoint in
            let error = await #expect(throws: DockerError.self) { try await DockerClient.withClient(endpoint) { _ in } }
            #expect(error?.code == .unsupportedVersion)
            #expect(error?.message.contains("1.24") == true)
            #expect(error?.message.contains("at least 1.40") == true)
        }
    }

    @Test func aNewerEngineIsSpokenToInAVersionThatIsKnown() async throws {
        try await withEngine(saying: "1.99") { endpoint in
            try await DockerClient.withClient(endpoint) { #expect($0.version == DockerClient.maximumVersion) }
        }
    }

    @Test func aServerThatIsNoEngineIsRefused() async throws {
        try await withEngine(saying: nil) { endpoint in
            let error = await #expect(throws: DockerError.self) { try await DockerClient.withClient(endpoint) { _ in } }
            #expect(error?.code == .unreachable)
            #expect(error?.message.contains("no container engine") == true)
        }
    }

    @Test func aSocketThatIsMissingIsNamed() async throws {
        let endpoint = DockerEndpoint.unixSocket("/nowhere/docker.sock")
        let error = await #expect(throws: DockerError.self) { try await DockerClient.withClient(endpoint) { _ in } }
        #expect(error?.code == .unreachable)
        #expect(error?.message.contains("/nowhere/docker.sock") == true)
    }

    @Test func aPortThatNothingListensOnIsNamed() async throws {
        let endpoint = DockerEndpoint(.tcp(host: "127.0.0.1", port: 1))
        let error = await #expect(throws: DockerError.self) { try await DockerClient.withClient(endpoint) { _ in } }
        #expect(error?.code == .unreachable)
        #expect(error?.message.contains("is it running?") == true)
    }

    @Test(.needsDocker) func theRealEngineSaysWhyItRefuses() async throws {
        try await DockerEngineUnderTest.withClient { client in
            let error = await #expect(throws: DockerError.self) { try await client.inspectContainer("absent") }
            #expect(error?.code == .notFound)
            #expect(error?.message.contains("No such container: absent") == true)
            // An unknown parameter of a filter, which the engine puts into words.
            let refused = await #expect(throws: DockerError.self) {
                try await client.call(.init(.get, "/containers/json", query: [("filters", "{\"nonsense\":[\"x\"]}")]))
            }
            #expect(refused?.message.lowercased().contains("nonsense") == true)
        }
    }

    @Test(.needsDocker) func aPinnedVersionThatIsTooOldIsRefused() async throws {
        var endpoint = try #require(DockerEngineUnderTest.endpoint)
        endpoint.apiVersion = "1.30"
        let error = await #expect(throws: DockerError.self) { try await DockerClient.withClient(endpoint) { _ in } }
        #expect(error?.code == .unsupportedVersion)
    }
}
