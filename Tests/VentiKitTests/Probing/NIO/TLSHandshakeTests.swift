//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import NIOCore
import NIOPosix
import Testing

@testable import VentiKit

/// Which protocol is agreed upon, and what is kept of the handshake.
@Suite(.timeLimit(.minutes(2)))
struct TLSHandshakeTests {
    private func withServer(
        protocols: [String],
        _ body: (TargetURL, ScriptedServer) async throws -> Void
    ) async throws {
        let context = try TestCertificate.serverContext(protocols: protocols)
        try await withScriptedServer(tls: context, script: { _ in [] }) { server in
            try await body(server.url(scheme: "https", host: "localhost"), server)
        }
    }

    @Test(arguments: [
        (["h2", "http/1.1"], true, true), (["h2", "http/1.1"], false, false), (["http/1.1"], true, false),
    ])
    func speaksWhatTheServerChooses(protocols: [String], offersHTTP2: Bool, isHTTP2: Bool) async throws {
        try await withServer(protocols: protocols) { target, _ in
            var policy = TLSPolicy.acceptAny
            policy.offersHTTP2 = offersHTTP2
            let client = try await ConnectedClient(target, tls: policy)
            #expect(try await client.isHTTP2() == isHTTP2)
            #expect(client.connector.tlsRecord.facts?.applicationProtocol == (isHTTP2 ? "h2" : "http/1.1"))
            await client.close()
        }
    }

    @Test func speaksHTTP1WhereTheServerChoosesNothing() async throws {
        try await withServer(protocols: []) { target, _ in
            let client = try await ConnectedClient(target)
            #expect(try await !client.isHTTP2())
            #expect(client.connector.tlsRecord.facts?.applicationProtocol == nil)
            await client.close()
        }
    }

    @Test func keepsWhatAVerifiedCertificateSays() async throws {
        try await withServer(protocols: ["h2"]) { target, _ in
            let policy = TLSPolicy(verifiesCertificate: true, additionalTrustRoots: [TestCertificate.certificate])
            let client = try await ConnectedClient(target, tls: policy)
            let facts = try #require(client.connector.tlsRecord.facts)
            #expect(facts.version == "TLSv1.3")
            #expect(facts.verification == .verified)
            #expect(facts.certificates.map(\.commonName) == ["localhost"])
            await client.close()
        }
    }

    @Test func keepsWhatAnUncheckedCertificateSays() async throws {
        try await withServer(protocols: ["h2"]) { target, _ in
            let client = try await ConnectedClient(target)
            let facts = try #require(client.connector.tlsRecord.facts)
            #expect(facts.verification == .unchecked)
            #expect(facts.certificates.map(\.commonName) == ["localhost"])
            await client.close()
        }
    }

    @Test func keepsWhatARefusedCertificateSays() async throws {
        try await withServer(protocols: ["h2"]) { target, server in
            let connector = ConnectedClient.connector(target, tls: .verify)
            let result = await Result {
                try await connector.findRoute().flatMap { connector.connect($0, willConnect: { _ in }) }.get()
            }
            #expect(throws: (any Error).self) { try result.get() }
            #expect(connector.tlsRecord.facts?.verification == .refused)
            #expect(connector.tlsRecord.facts?.certificates.first?.commonName == "localhost")
            #expect(server.requests.isEmpty)
        }
    }

    @Test func doesNotWaitForAServerThatSaysNothing() async throws {
        try await withScriptedServer(script: { _ in [] }) { server in
            var limits = ProbeLimits()
            limits.connectTimeout = .milliseconds(300)
            let target = try server.url(scheme: "https")
            let error = await #expect(throws: ProbeError.self) {
                _ = try await ConnectedClient(target, limits: limits)
            }
            #expect(error?.code == .connectTimedOut)
        }
    }

    @Test func saysThatTheServerBrokeTheHandshakeOff() async throws {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ClosingConnection())
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let target = try TargetURL("https://127.0.0.1:\(server.localAddress?.port ?? 0)")
        let error = await #expect(throws: (any Error).self) { _ = try await ConnectedClient(target) }
        #expect(error.map { ProbeError(connectionError: $0, whileConnecting: true).code } == .tlsFailed)
        try await server.close().get()
    }
}

/// Closes at the first bytes.
private final class ClosingConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { context.close(promise: nil) }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
