//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// Sends probes over the network: HTTP/1.1 over TCP or TLS, or HTTP/2 where a TLS server chooses it, to one target.
///
/// What goes on the wire is the request as the caller wrote it. Connections are kept alive and reused; a request that is
/// repeatable (GET, HEAD, OPTIONS, TRACE, PUT, DELETE) and meets a kept connection that the server has closed is sent
/// once more on a new one. Redirects are answers like others. The target's name is resolved once, when the first
/// connection is made, and its address checked against the scope; later answers of the name service change nothing.
///
/// A transport lives as long as the closure of ``withNetworkTransport(to:scope:limits:tls:maximumConnections:_:)``.
public final class NetworkTransport: ProbeTransport {
    let eventLoop: any EventLoop
    let pool: NIOLoopBoundBox<ConnectionPool>
    let limits: ProbeLimits
    let target: TargetURL
    let tlsRecord: TLSRecord
    private let lastID = Atomic<UInt64>(0)

    init(
        target: TargetURL,
        scope: ScanScope,
        limits: ProbeLimits,
        tls: TLSPolicy,
        maximumConnections: Int,
        route: TargetRoute? = nil,
        resolve: @escaping NameResolver.Resolve = NameResolver.resolve
    ) {
        eventLoop = MultiThreadedEventLoopGroup.singleton.next()
        self.limits = limits
        self.target = target
        var connector = Connector(target: target, scope: scope, limits: limits, tls: tls, eventLoop: eventLoop)
        connector.resolve = resolve
        connector.route = route
        tlsRecord = connector.tlsRecord
        pool = .makeBoxSendingValue(
            ConnectionPool(connector: connector, maximumConnections: maximumConnections),
            eventLoop: eventLoop
        )
    }

    func nextID() -> UInt64 { lastID.wrappingAdd(1, ordering: .relaxed).newValue }

    public func send(
        _ request: ProbeRequest,
        deadline: ContinuousClock.Instant,
        options: ProbeOptions
    ) async throws -> ProbeResponse {
        try RequestRules.check(request)
        try Task.checkCancellation()
        let deadline = try NIODeadline(deadline)
        let id = nextID()
        let isCancelled = CancellationMark()
        var bytes = ByteBufferAllocator().buffer(capacity: 512 + request.body.count)
        let traits = PendingExchange.Traits(request, usesFreshConnection: options.usesFreshConnection)
        RequestEncoder.encode(request, authority: target.authority, closes: traits.usesFreshConnection, into: &bytes)
        let response = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<WireResponse, any Error>) in
                eventLoop.execute { [pool, bytes] in
                    // If the mark is set later, the block below runs later too, and finds the exchange.
                    guard !isCancelled.isSet else { return continuation.resume(throwing: CancellationError()) }
                    let exchange = PendingExchange(id: id, request: { request }) { result in
                        continuation.resume(with: result)
                        return .done
                    }
                    exchange.bytes = bytes
                    exchange.traits = traits
                    exchange.deadline = deadline
                    pool.value.submit(exchange)
                }
            }
        } onCancel: {
            isCancelled.set()
            eventLoop.execute { [pool] in pool.value.giveUp(id, CancellationError()) }
        }
        return response.probeResponse(limits: limits)
    }

    /// The connections that are open or being opened.
    func connectionCount() async throws -> Int {
        let pool = pool
        return try await eventLoop.submit { pool.value.connectionCount }.get()
    }

    func shutDown() async {
        let pool = pool
        // The event loop group of the process is never shut down, so that this cannot fail.
        _ = try? await eventLoop.submit { pool.value.shutDown() }.get()
    }
}

extension NIODeadline {
    /// The instant on the clock of event loops.
    ///
    /// - Throws: ``ProbeError`` with code ``ProbeError/Code/timedOut`` where it has passed.
    init(_ instant: ContinuousClock.Instant) throws(ProbeError) {
        let time = ContinuousClock.now.duration(to: instant)
        guard time > .zero else {
            throw ProbeError(.timedOut, "The deadline had passed before the request was sent.")
        }
        self = .now() + TimeAmount(time)
    }
}

/// Whether a task was cancelled, for its event loop to see.
final class CancellationMark: Sendable {
    private let mark = Atomic<Bool>(false)

    var isSet: Bool { mark.load(ordering: .acquiring) }

    func set() { mark.store(true, ordering: .releasing) }
}

/// Opens a transport to the target, gives it to the closure, and closes all its connections afterwards.
///
/// - Parameters:
///   - target: Where all requests go.
///   - scope: What addresses the target's name may have. Defaults to the scope that is exactly the target.
///   - limits: The bounds within which responses are read.
///   - tls: How far a TLS server is trusted.
///   - maximumConnections: How many connections are open at once; requests beyond wait for one. At least 1.
///   - body: What to do with the transport, which is of no use after it.
/// - Returns: What `body` returns.
/// - Throws: What `body` throws.
public func withNetworkTransport<Result>(
    to target: TargetURL,
    scope: ScanScope? = nil,
    limits: ProbeLimits = ProbeLimits(),
    tls: TLSPolicy = .verify,
    maximumConnections: Int = 16,
    _ body: (NetworkTransport) async throws -> Result
) async rethrows -> Result {
    try await withNetworkTransport(
        to: target,
        over: nil,
        scope: scope,
        limits: limits,
        tls: tls,
        maximumConnections: maximumConnections,
        body
    )
}

/// Opens a transport that connects by way of a route where there is one.
func withNetworkTransport<Result>(
    to target: TargetURL,
    over route: TargetRoute?,
    scope: ScanScope?,
    limits: ProbeLimits,
    tls: TLSPolicy,
    maximumConnections: Int,
    _ body: (NetworkTransport) async throws -> Result
) async rethrows -> Result {
    let transport = NetworkTransport(
        target: target,
        scope: scope ?? ScanScope(target: target),
        limits: limits,
        tls: tls,
        maximumConnections: maximumConnections,
        route: route
    )
    do {
        let result = try await body(transport)
        await transport.shutDown()
        return result
    } catch {
        await transport.shutDown()
        throw error
    }
}
