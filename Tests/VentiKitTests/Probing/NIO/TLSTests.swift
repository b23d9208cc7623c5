//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit

/// The transport against a TLS server with a certificate that no root of the system leads to.
@Suite(.timeLimit(.minutes(1)))
struct TLSTests {
    private static let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

    private func withServer(
        policy: TLSPolicy,
        host: String,
        answer: [ScriptedServer.Step] = [.send(answer)],
        _ body: (NetworkTransport, ScriptedServer) async throws -> Void
    ) async throws {
        try await withScriptedServer(tls: TestCertificate.serverContext(), script: { _ in answer }) { server in
            try await withNetworkTransport(to: server.url(scheme: "https", host: host), tls: policy) { transport in
                try await body(transport, server)
            }
        }
    }

    @Test(arguments: ["localhost", "127.0.0.1"])
    func refusesACertificateThatNothingVouchesFor(host: String) async throws {
        try await withServer(policy: .verify, host: host) { transport, server in
            let error = try await #require(throws: ProbeError.self) { _ = try await transport.send(.get()) }
            #expect(error.code == .certificateUntrusted)
            #expect(server.requests.isEmpty)
        }
    }

    @Test(arguments: ["localhost", "127.0.0.1"])
    func acceptsAnyCertificateWhenAsked(host: String) async throws {
        try await withServer(policy: .acceptAny, host: host) { transport, server in
            for _ in 0..<2 {
                let response = try await transport.send(.get())
                #expect(response.bodyText == "ok")
            }
            #expect(server.connectionCount == 1)
        }
    }

    @Test(arguments: ["localhost", "127.0.0.1"])
    func acceptsACertificateOfAnAdditionalRoot(host: String) async throws {
        let policy = TLSPolicy(verifiesCertificate: true, additionalTrustRoots: [TestCertificate.certificate])
        try await withServer(policy: policy, host: host) { transport, _ in
            let response = try await transport.send(.get())
            #expect(response.status == 200)
        }
    }

    @Test func aClientKnowsWhatTheServerShowed() async throws {
        try await withServer(policy: .acceptAny, host: "localhost") { transport, server in
            let client = ProbeClient(target: try server.url(scheme: "https", host: "localhost"), transport: transport)
            #expect(client.tlsFacts == nil)
            _ = try await client.send(.get(), purpose: .reach)
            #expect(client.tlsFacts?.verification == .unchecked)
            #expect(client.tlsFacts?.certificates.first?.subjectAlternativeNames == ["DNS:localhost", "IP:127.0.0.1"])
        }
        try await withServer(policy: .verify, host: "localhost") { transport, _ in
            _ = try? await transport.send(.get())
            #expect(transport.tlsFacts?.verification == .refused)
        }
    }

    @Test func refusesARootThatIsNotOne() async throws {
        let policy = TLSPolicy(verifiesCertificate: true, additionalTrustRoots: ["not a certificate"])
        try await withServer(policy: policy, host: "localhost") { transport, _ in
            let error = try await #require(throws: ProbeError.self) { _ = try await transport.send(.get()) }
            #expect(error.code == .tlsFailed)
        }
    }

    @Test func saysThatAServerDoesNotSpeakTLS() async throws {
        try await withScriptedServer(script: { _ in [] }) { server in
            let target = try server.url(scheme: "https")
            try await withNetworkTransport(to: target, tls: .acceptAny) { transport in
                let error = try await #require(throws: ProbeError.self) {
                    _ = try await transport.send(.get(), seconds: 0.3)
                }
                #expect(error.code == .connectTimedOut)
            }
        }
    }

    @Test func saysThatAServerOfPlainHTTPAnswered() async throws {
        try await withServer(policy: .acceptAny, host: "127.0.0.1") { _, server in
            let plain = try server.url(scheme: "http")
            try await withNetworkTransport(to: plain) { transport in
                let error = try await #require(throws: ProbeError.self) { _ = try await transport.send(.get()) }
                #expect([.connectionClosed, .malformedResponse].contains(error.code))
            }
        }
    }
}
