//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Synchronization
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

    /// An engine that fails between two calls, or says nothing: what a real one cannot be made to do.
    private func withEngine(
        _ answer: @escaping @Sendable (_ method: String, _ path: String) async -> (Int, [UInt8])?,
        _ body: (DockerClient) async throws -> Void
    ) async throws {
        let api = VulnerableAPI(name: "engine", document: "") { request, _ in
            let path = request.path ?? ""
            if path == "/_ping" {
                var response = HTTPResponse(status: .ok)
                if let name = HTTPField.Name("Api-Version") { response.headerFields[name] = "1.41" }
                return (response, Array("OK".utf8))
            }
            let (status, bytes) = await answer(request.method.rawValue, String(path.dropFirst(6))) ?? (404, [])
            return (HTTPResponse(status: .init(code: status)), bytes)
        }
        try await withServer(api) { port in
            try await DockerClient.withClient(DockerEndpoint(.tcp(host: "127.0.0.1", port: port)), body)
        }
    }

    @Test func aNetworkThatCannotBeLookedAtIsRemovedAgain() async throws {
        let calls = Mutex<[String]>([])
        try await withEngine { method, path in
            calls.withLock { $0.append("\(method) \(path)") }
            switch method {
            case "POST": return (201, Array(#"{"Id":"n1"}"#.utf8))
            case "DELETE": return (204, [])
            default: return (500, Array(#"{"message":"database is locked"}"#.utf8))
            }
        } _: { client in
            let error = await #expect(throws: DockerError.self) {
                try await client.createNetwork(name: "venti-1", isInternal: true, labels: [:])
            }
            #expect(error?.message.contains("database is locked") == true)
        }
        #expect(calls.withLock { $0.last } == "DELETE /networks/venti-1")
    }

    @Test func anAnswerThatDoesNotBeginHasATimeLimit() async throws {
        try await withEngine { _, _ in
            try? await Task.sleep(for: .seconds(60))
            return nil
        } _: { client in
            var call = DockerConnection.Call(.get, "/containers/c/logs")
            call.seconds = 1
            let error = await #expect(throws: DockerError.self) { try await client.stream(call) }
            #expect(error?.code == .unreachable)
            #expect(error?.message.contains("did not begin its answer within 1 seconds") == true)
        }
    }

    /// The output of a container of an engine that answers so.
    private func output(
        logs: @escaping @Sendable (_ path: String) async -> [UInt8],
        isRunning: Bool
    ) async throws -> [UInt8] {
        let state = #"{"Id":"c","State":{"Running":\#(isRunning),"ExitCode":0}}"#
        let all = Mutex<[UInt8]>([])
        try await withEngine { _, path in
            (200, path.contains("/logs") ? await logs(path) : Array(state.utf8))
        } _: { client in
            let stopper = ContainerStopper(client, container: "c", graceSeconds: 1, deadlineSeconds: 60)
            defer { stopper.disarm() }
            let log = ContainerLog(
                client,
                container: "c",
                stopper: stopper,
                maximumBytes: 1 << 20,
                outageSeconds: 20,
                silentSeconds: 60,
                isComplete: { false }
            )
            while let bytes = try await log.next() { all.withLock { $0 += bytes } }
        }
        return all.withLock { $0 }
    }

    @Test func theEnginesOwnComplaintInALogIsReportedOnce() async throws {
        let reads = Mutex(0)
        let error = await #expect(throws: DockerError.self) {
            try await output(
                logs: { _ in
                    reads.withLock { $0 += 1 }
                    return [3, 0, 0, 0, 0, 0, 0, 8] + Array("disk bad".utf8)
                },
                isRunning: true
            )
        }
        #expect(error?.code == .engineFailed)
        #expect(error?.message.contains("disk bad") == true)
        #expect(reads.withLock { $0 } == 1)
    }

    /// Some engines leave the answer open when a container ends; it is then asked for what there is.
    @Test func anAnswerThatIsLeftOpenAfterTheEndIsReadAnew() async throws {
        let bytes = try await output(
            logs: { path in
                if path.contains("follow=1") { try? await Task.sleep(for: .seconds(60)) }
                return [1, 0, 0, 0, 0, 0, 0, 5] + Array("words".utf8)
            },
            isRunning: false
        )
        #expect(String(decoding: bytes, as: UTF8.self) == "words")
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
