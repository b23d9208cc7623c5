//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import NIOCore
import Synchronization
import Testing

@testable import VentiKit

/// A name whose address changes between two look-ups.
@Suite(.timeLimit(.minutes(1)))
struct NameRebindingTests {
    /// Gives one address after the other, the last for ever.
    private final class Resolver: Sendable {
        private let left: Mutex<[String]>
        private let asked = Mutex(0)

        init(_ addresses: String...) { left = Mutex(addresses) }

        var count: Int { asked.withLock { $0 } }

        @Sendable func resolve(host: String, port: Int) throws -> [SocketAddress] {
            asked.withLock { $0 += 1 }
            let address = left.withLock { $0.count > 1 ? $0.removeFirst() : $0.first ?? "" }
            return [try SocketAddress(ipAddress: address, port: port)]
        }
    }

    private func withTransport(
        to target: TargetURL,
        _ resolver: Resolver,
        _ policy: ScanScope.AddressPolicy = .anyButLinkLocal,
        _ body: (NetworkTransport) async throws -> Void
    ) async throws {
        var scope = ScanScope(target: target)
        scope.addressPolicy = policy
        let transport = NetworkTransport(
            target: target,
            scope: scope,
            limits: ProbeLimits(),
            tls: .verify,
            maximumConnections: 4,
            resolve: resolver.resolve
        )
        do {
            try await body(transport)
        } catch {
            await transport.shutDown()
            throw error
        }
        await transport.shutDown()
    }

    @Test(arguments: ["10.0.0.1", "169.254.169.254", "127.0.0.2"])
    func everyConnectionGoesToTheAddressThatWasAdmitted(later: String) async throws {
        try await withScriptedServer { request in
            [.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n\(request.connection)")]
        } _: { server in
            let resolver = Resolver("127.0.0.1", later)
            try await withTransport(to: server.url(host: "rebind.test"), resolver) { transport in
                for connection in 1...4 {
                    let response = try await transport.send(.get(), fresh: true)
                    #expect(response.bodyText == String(connection))
                }
            }
            #expect(resolver.count == 1)
        }
    }

    @Test(arguments: ["10.0.0.1", "127.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1"])
    func nothingConnectsToAnAddressThatTheScopeRefuses(address: String) async throws {
        try await withScriptedServer { _ in
            [.close]
        } _: { server in
            let resolver = Resolver(address)
            try await withTransport(to: server.url(host: "rebind.test"), resolver, .publicOnly) { transport in
                for _ in 0..<2 {
                    let error = try await #require(throws: ProbeError.self) { _ = try await transport.send(.get()) }
                    #expect(error.code == .outOfScope)
                }
            }
            #expect(server.connectionCount == 0)
        }
    }
}
