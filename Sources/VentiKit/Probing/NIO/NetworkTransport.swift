//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// Sends probes over the network: HTTP/1.1 over TCP or TLS, to one target.
///
/// What goes on the wire is the request as the caller wrote it. Connections are kept alive and reused; a request that is
/// repeatable (GET, HEAD, OPTIONS, TRACE, PUT, DELETE) and meets a kept connection that the server has closed is sent
/// once more on a new one. Redirects are answers like others. The target's name is resolved once, when the first
/// connection is made, and its address checked against the scope; later answers of the name service change nothing.
///
/// A transport lives as long as the closure of ``withNetworkTransport(to:scope:limits:tls:maximumConnections:_:)``.
public final class NetworkTransport: ProbeTransport {
    private let eventLoop: any EventLoop
    private let pool: NIOLoopBoundBox<ConnectionPool>
    private let limits: ProbeLimits
    private let nextID = Atomic<UInt64>(0)

    init(
        target: TargetURL,
        scope: ScanScope,
        limits: ProbeLimits,
        tls: TLSPolicy,
        maximumConnections: Int,
        resolve: @escaping NameResolver.Resolve = NameResolver.resolve
    ) {
        eventLoop = MultiThreadedEventLoopGroup.singleton.next()
        self.limits = limits
        var connector = Connector(target: target, scope: scope, limits: limits, tls: tls, eventLoop: eventLoop)
        connector.resolve = resolve
        pool = .makeBoxSendingValue(
            ConnectionPool(connector: connector, maximumConnections: maximumConnections),
            eventLoop: eventLoop
        )
    }

    public func send(
        _ request: ProbeRequest,
        deadline: ContinuousClock.Instant,
        options: ProbeOptions
    ) async throws -> ProbeResponse {
        try RequestRules.check(request)
        try Task.checkCancellation()
        let time = ContinuousClock.now.duration(to: deadline)
        guard time > .zero else { throw ProbeError(.timedOut, "The deadline had passed before the request was sent.") }
        let id = nextID.wrappingAdd(1, ordering: .relaxed).newValue
        let isCancelled = CancellationMark()
        let response = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                eventLoop.execute { [pool] in
                    let exchange = PendingExchange(
                        id: id,
                        request: request,
                        usesFreshConnection: options.usesFreshConnection,
                        continuation: continuation
                    )
                    // If the mark is set later, the block below runs later too, and finds the exchange.
                    if isCancelled.isSet {
                        exchange.end(.failure(CancellationError()))
                    } else {
                        pool.value.submit(exchange, within: TimeAmount(time))
                    }
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

/// Whether a task was cancelled, for its event loop to see.
private final class CancellationMark: Sendable {
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
    let transport = NetworkTransport(
        target: target,
        scope: scope ?? ScanScope(target: target),
        limits: limits,
        tls: tls,
        maximumConnections: maximumConnections
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
