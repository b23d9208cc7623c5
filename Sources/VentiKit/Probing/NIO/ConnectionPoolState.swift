//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Decides which request goes on which connection.
///
/// It holds no connection and does nothing itself: each event gives the actions to perform, in order.
struct ConnectionPoolState {
    typealias ConnectionID = Int
    typealias RequestID = UInt64

    /// A request as the pool sees it.
    struct Demand: Equatable {
        var id: RequestID
        /// Whether it wants a connection that nothing was sent on, and that nothing else is sent on.
        var wantsFresh: Bool
        /// Whether it may be sent a second time if the connection turns out to be closed already.
        var isRepeatable: Bool
    }

    enum Action: Equatable {
        /// Send the request on this idle connection.
        case use(ConnectionID, RequestID)
        /// Open a connection and send the request on it.
        case connect(ConnectionID, RequestID)
        /// Close the connection.
        case close(ConnectionID)
        /// Fail the request, because the pool is shut down.
        case refuse(RequestID)
    }

    private struct Idle {
        var id: ConnectionID
        /// Nanoseconds of a monotonic clock.
        var since: UInt64
    }

    let maximumConnections: Int
    /// How long a connection may have been idle for a request that cannot be repeated: servers close idle connections
    /// without warning, and a request that meets this may or may not have been carried out.
    let maximumIdleForUnrepeatable: UInt64 = 1_000_000_000

    private var idle: [Idle] = []
    private var busy: Set<ConnectionID> = []
    private var waiting: [Demand] = []
    private var nextID = 1
    private(set) var isShutDown = false

    init(maximumConnections: Int) { self.maximumConnections = max(1, maximumConnections) }

    /// The connections that are open or being opened.
    var connectionCount: Int { idle.count + busy.count }
    var waitingCount: Int { waiting.count }

    /// Whether the sender of an exchange that has ended may use its connection again at once: nobody else waits for it.
    var keepsTurn: Bool { waiting.isEmpty && !isShutDown }

    /// A request has come.
    mutating func admit(_ demand: Demand, now: UInt64) -> [Action] {
        guard !isShutDown else { return [.refuse(demand.id)] }
        waiting.append(demand)
        return serve(now: now)
    }

    /// The exchange on the connection has ended, or the connection could not be opened.
    ///
    /// - Parameter isReusable: Whether the connection is open and can carry another request.
    mutating func release(_ connection: ConnectionID, isReusable: Bool, now: UInt64) -> [Action] {
        guard busy.remove(connection) != nil else { return [] }
        guard isReusable, !isShutDown else { return [.close(connection)] + serve(now: now) }
        idle.append(Idle(id: connection, since: now))
        return serve(now: now)
    }

    /// The peer has closed an idle connection, or sent something on it that nobody asked for.
    mutating func lose(_ connection: ConnectionID) { idle.removeAll { $0.id == connection } }

    /// The request is no longer wanted.
    ///
    /// Does nothing where it is on a connection already.
    mutating func withdraw(_ request: RequestID) { waiting.removeAll { $0.id == request } }

    /// No more requests are taken, and idle connections are closed; exchanges that are under way are the driver's.
    mutating func shutDown() -> [Action] {
        isShutDown = true
        defer { (idle, waiting) = ([], []) }
        return idle.map { .close($0.id) } + waiting.map { .refuse($0.id) }
    }

    /// First come, first served.
    private mutating func serve(now: UInt64) -> [Action] {
        var actions: [Action] = []
        while let demand = waiting.first, !isShutDown {
            if !demand.wantsFresh, let last = idle.last {
                let age = now > last.since ? now - last.since : 0
                if demand.isRepeatable || age <= maximumIdleForUnrepeatable {
                    idle.removeLast()
                    busy.insert(last.id)
                    actions.append(.use(last.id, demand.id))
                    waiting.removeFirst()
                    continue
                }
            }
            if connectionCount >= maximumConnections {
                guard !idle.isEmpty else { break }
                actions.append(.close(idle.removeFirst().id))
            }
            busy.insert(nextID)
            actions.append(.connect(nextID, demand.id))
            nextID += 1
            waiting.removeFirst()
        }
        return actions
    }
}
