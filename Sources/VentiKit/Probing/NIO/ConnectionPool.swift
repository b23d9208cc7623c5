//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore

/// Performs what ``ConnectionPoolState`` decides.
///
/// It belongs to its event loop, and lives until it is shut down: its connections, which end with it, do not own it. No
/// reference to it is weak, because those make all others slower.
final class ConnectionPool {
    /// An exchange and the connection that it is to be sent on.
    private struct Follower {
        var exchange: PendingExchange
        var id: ConnectionPoolState.ConnectionID
        var connection: Connector.Connection
    }

    let connector: Connector
    private var state: ConnectionPoolState
    private(set) var connections: [ConnectionPoolState.ConnectionID: Connector.Connection] = [:]
    /// Channels that are about to connect, so that a request that is given up takes its channel with it.
    private var opening: [ConnectionPoolState.ConnectionID: any Channel] = [:]
    private(set) var exchanges: [UInt64: PendingExchange] = [:]
    /// Exchanges that follow others on their connections, to be written together once all that came is read: a server
    /// that is still busy with the first need not be woken for each of the others.
    private var following: [Follower] = []
    private var drivers: [UInt64: LaneDriver] = [:]
    private var route: EventLoopFuture<Connector.Route>?
    /// One timer for all deadlines, set to the earliest of them or before.
    var timer: (deadline: NIODeadline, scheduled: Scheduled<Void>)?

    init(connector: Connector, maximumConnections: Int) {
        self.connector = connector
        state = ConnectionPoolState(
            maximumConnections: maximumConnections,
            mayShare: connector.target.scheme == .https && connector.tls.offersHTTP2
        )
    }

    var connectionCount: Int { state.connectionCount }

    private var now: UInt64 { NIODeadline.now().uptimeNanoseconds }

    /// Takes a request on.
    ///
    /// It ends with a response, with an error, or at its deadline.
    func submit(_ exchange: PendingExchange) {
        guard !state.isShutDown else {
            while case .another = exchange.onEnd(.failure(Self.shutDownError)) {}
            return
        }
        exchanges[exchange.id] = exchange
        exchange.hasBeenRepeated = false
        watch(exchange.deadline)
        perform(state.admit(exchange.demand, now: now))
    }

    /// Takes a lane on.
    func drive(_ driver: LaneDriver) {
        drivers[driver.exchange.id] = driver
        driver.start()
    }

    func cancelDriver(_ id: UInt64) { drivers[id]?.cancel() }

    func forgetDriver(_ id: UInt64) { drivers[id] = nil }

    /// Ends a request without its response, and closes the connection that carries it.
    func giveUp(_ id: UInt64, _ error: any Error) {
        guard let exchange = exchanges.removeValue(forKey: id) else { return }
        state.withdraw(id)
        following.removeAll { $0.exchange === exchange }
        let connection = exchange.connection
        exchange.connection = nil
        if let connection { leave(connection, exchange) }
        if case .another = exchange.onEnd(.failure(error)) { submit(exchange) }
    }

    /// Ends all requests and closes all connections.
    func shutDown() {
        perform(state.shutDown())
        for id in exchanges.keys.sorted() { giveUp(id, Self.shutDownError) }
        timer?.scheduled.cancel()
        timer = nil
    }

    private static var shutDownError: ProbeError {
        ProbeError(.connectionClosed, "The transport was used after the end of its scope.")
    }

    private func perform(_ actions: [ConnectionPoolState.Action]) {
        for action in actions {
            switch action {
            case .use(let connection, let request): start(request, on: connection)
            case .connect(let connection, let request): open(connection, for: request)
            case .close(let connection):
                connections.removeValue(forKey: connection)?.abort()
                opening.removeValue(forKey: connection)?.close(mode: .all, promise: nil)
            case .refuse(let request): giveUp(request, Self.shutDownError)
            }
        }
    }

    private func open(_ id: ConnectionPoolState.ConnectionID, for request: UInt64) {
        exchanges[request]?.connection = id
        let route = self.route ?? connector.findRoute()
        self.route = route
        let connector = connector
        let pool = NIOLoopBound(self, eventLoop: connector.eventLoop)
        let willConnect: @Sendable (any Channel) throws -> Void = { channel in
            guard pool.value.exchanges[request]?.connection == id else { throw CancellationError() }
            pool.value.opening[id] = channel
        }
        route.flatMap { connector.connect($0, willConnect: willConnect) }.assumeIsolated().whenComplete { result in
            self.opening[id] = nil
            // Given up in the meantime.
            guard let exchange = self.exchanges[request], exchange.connection == id else {
                if case .success(let channel) = result { channel.close(mode: .all, promise: nil) }
                return
            }
            do {
                try self.take(connector.connection(of: result.get()), as: id, for: exchange)
            } catch {
                // A name that could not be resolved is looked up again; one that could stays pinned.
                if case .failure = result { self.forgetFailedRoute() }
                self.giveUp(request, ProbeError(connectionError: error, whileConnecting: true))
            }
        }
    }

    /// Sends the next request of a sender on the connection that it has already.
    private func follow(
        _ exchange: PendingExchange,
        on connection: Connector.Connection,
        _ id: ConnectionPoolState.ConnectionID
    ) {
        exchange.hasBeenRepeated = false
        exchange.firstByte = nil
        watch(exchange.deadline)
        // HTTP/2 gathers frames itself, and a stream that is not begun at once counts as free.
        if case .http2 = connection { return run(exchange, on: connection, id) }
        following.append(Follower(exchange: exchange, id: id, connection: connection))
        guard following.count == 1 else { return }
        connector.eventLoop.assumeIsolated().execute { self.sendFollowing() }
    }

    private func sendFollowing() {
        let due = following
        following.removeAll(keepingCapacity: true)
        // One that was given up in the meantime is on that connection no more.
        for next in due where next.exchange.connection == next.id {
            if next.connection.takesAnother {
                run(next.exchange, on: next.connection, next.id)
            } else {
                // It closed in the meantime, and nothing of the request was sent.
                next.exchange.connection = nil
                perform(state.release(next.id, isReusable: false, now: now))
                submit(next.exchange)
            }
        }
    }

    private func forgetFailedRoute() {
        route?.assumeIsolated().whenFailure { _ in self.route = nil }
    }

    /// A connection is open.
    private func take(
        _ connection: Connector.Connection,
        as id: ConnectionPoolState.ConnectionID,
        for exchange: PendingExchange
    ) {
        connections[id] = connection
        switch connection {
        case .http1(let connection):
            connection.onEnd = { [unowned self, unowned connection] in finish($0, on: .http1(connection), id, $1) }
        case .http2(let connection):
            connection.onClose = { [unowned self] in lose(id) }
            connection.onCapacityChange = { [unowned self, unowned connection] in
                perform(state.change(id, room: connection.capacity, now: now))
            }
        }
        start(exchange.id, on: id)
        let isExclusive = exchange.demand.wantsFresh
        perform(state.opened(id, room: connection.room, isExclusive: isExclusive, now: now))
    }

    private func lose(_ id: ConnectionPoolState.ConnectionID) {
        connections[id] = nil
        perform(state.lose(id, now: now))
    }

    private func start(_ request: UInt64, on id: ConnectionPoolState.ConnectionID) {
        guard let exchange = exchanges[request], let connection = connections[id] else {
            return perform(state.release(id, isReusable: false, now: now))
        }
        exchange.connection = id
        run(exchange, on: connection, id)
    }

    private func run(
        _ exchange: PendingExchange,
        on connection: Connector.Connection,
        _ id: ConnectionPoolState.ConnectionID
    ) {
        switch connection {
        case .http1(let connection):
            connection.onIdleClose = nil
            connection.run(exchange)
        case .http2(let connection):
            var isStarting = true
            exchange.run += 1
            let run = exchange.run
            let eventLoop = connector.eventLoop.assumeIsolated()
            let token = connection.run(
                exchange.request(),
                authority: connector.target.authority,
                scheme: connector.target.scheme.rawValue,
                limits: connector.limits
            ) { outcome in
                exchange.stream = nil
                // One that ends before it has begun must not begin the next from here, and that one its next.
                guard isStarting else { return self.finish(exchange, on: self.connections[id], id, outcome) }
                eventLoop.execute {
                    if exchange.connection == id, exchange.run == run {
                        self.finish(exchange, on: self.connections[id], id, outcome)
                    }
                }
            }
            isStarting = false
            if connection.isRunning(token) { exchange.stream = token }
        }
    }

    /// The exchange is given up, and its connection with it where that carries nothing else.
    private func leave(_ id: ConnectionPoolState.ConnectionID, _ exchange: PendingExchange) {
        guard case .http2(let connection) = connections[id], let stream = exchange.stream else {
            return perform(state.release(id, isReusable: false, now: now))
        }
        exchange.stream = nil
        connection.cancel(stream)
        perform(state.release(id, isReusable: connection.isOpen && !exchange.demand.wantsFresh, now: now))
        perform(state.change(id, room: connection.capacity, now: now))
    }

    /// - Parameter connection: What carried the exchange; `nil` where it is closed and gone.
    private func finish(
        _ exchange: PendingExchange,
        on connection: Connector.Connection?,
        _ id: ConnectionPoolState.ConnectionID,
        _ outcome: HTTPConnection.Outcome
    ) {
        if outcome.wasClosedBeforeResponse, exchange.demand.isRepeatable,
            connection.map({ $0.exchangeCount > 1 }) ?? true
        {
            exchange.connection = nil
            exchange.hasBeenRepeated = true
            perform(state.release(id, isReusable: false, now: now) + state.admit(exchange.demand, now: now))
            return
        }
        let isReusable = outcome.isReusable && !exchange.traits.usesFreshConnection
        let sequel = exchange.onEnd(outcome.result)
        if case .another = sequel, isReusable, state.keepsTurn, let connection, connection.takesAnother {
            return follow(exchange, on: connection, id)
        }
        exchange.connection = nil
        exchanges[exchange.id] = nil
        if isReusable {
            if case .http1(let connection) = connection {
                connection.onIdleClose = { [unowned self] in lose(id) }
            }
        }
        perform(state.release(id, isReusable: isReusable, now: now))
        if case .another = sequel { submit(exchange) }
    }
}
