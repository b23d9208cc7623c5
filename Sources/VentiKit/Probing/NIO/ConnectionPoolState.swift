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
        /// Send the request on this connection.
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

    /// A connection that carries several exchanges at once.
    private struct Shared {
        var active: Int
        /// How many more it takes now.
        var room: Int
    }

    let maximumConnections: Int
    /// How long a connection may have been idle for a request that cannot be repeated: servers close idle connections
    /// without warning, and a request that meets this may or may not have been carried out.
    let maximumIdleForUnrepeatable: UInt64 = 1_000_000_000

    private var idle: [Idle] = []
    private var busy: Set<ConnectionID> = []
    private var shared: [ConnectionID: Shared] = [:]
    private var waiting: [Demand] = []
    private var nextID = 1
    private(set) var isShutDown = false

    /// The connection that is being opened, and may turn out to carry what waits.
    private var pathfinder: ConnectionID?
    /// Whether a new connection may carry several exchanges at once, as far as is known.
    private var mayShare: Bool

    /// Makes the state of a pool without connections.
    ///
    /// - Parameters:
    ///   - maximumConnections: How many connections there may be at once; at least 1.
    ///   - mayShare: Whether a connection may turn out to carry several exchanges at once. Until one has shown that it
    ///     does not, they are opened one after the other.
    init(maximumConnections: Int, mayShare: Bool = false) {
        self.maximumConnections = max(1, maximumConnections)
        self.mayShare = mayShare
    }

    /// The connections that are open or being opened.
    var connectionCount: Int { idle.count + busy.count + shared.count }
    var waitingCount: Int { waiting.count }

    /// Whether the sender of an exchange that has ended may use its connection again at once: nobody else waits for it.
    var keepsTurn: Bool { waiting.isEmpty && !isShutDown }

    /// A request has come.
    mutating func admit(_ demand: Demand, now: UInt64) -> [Action] {
        guard !isShutDown else { return [.refuse(demand.id)] }
        waiting.append(demand)
        return serve(now: now)
    }

    /// A connection is open, and its first request is on its way.
    ///
    /// - Parameter room: How many more exchanges it carries at the same time; `nil` for a connection that carries one.
    mutating func opened(_ connection: ConnectionID, room: Int?, isExclusive: Bool, now: UInt64) -> [Action] {
        guard busy.contains(connection) else { return [] }
        if pathfinder == connection { pathfinder = nil }
        mayShare = room != nil
        if let room, !isExclusive {
            busy.remove(connection)
            shared[connection] = Shared(active: 1, room: room)
        }
        return serve(now: now)
    }

    /// A connection that carries several exchanges takes more or fewer of them now.
    mutating func change(_ connection: ConnectionID, room: Int, now: UInt64) -> [Action] {
        guard shared[connection] != nil else { return [] }
        shared[connection]?.room = room
        return serve(now: now)
    }

    /// An exchange on the connection has ended, or the connection could not be opened.
    ///
    /// - Parameter isReusable: Whether the connection is open and can carry another request.
    mutating func release(_ connection: ConnectionID, isReusable: Bool, now: UInt64) -> [Action] {
        if pathfinder == connection { pathfinder = nil }
        if let own = shared[connection] {
            let active = max(0, own.active - 1)
            if isReusable, !isShutDown {
                shared[connection]?.active = active
            } else if active > 0 {
                // The others that are under way end by themselves.
                shared[connection] = Shared(active: active, room: 0)
            } else {
                shared[connection] = nil
                return [.close(connection)] + serve(now: now)
            }
            return serve(now: now)
        }
        guard busy.remove(connection) != nil else { return [] }
        guard isReusable, !isShutDown else { return [.close(connection)] + serve(now: now) }
        idle.append(Idle(id: connection, since: now))
        return serve(now: now)
    }

    /// The peer has closed a connection, or sent something on an idle one that nobody asked for.
    mutating func lose(_ connection: ConnectionID, now: UInt64) -> [Action] {
        idle.removeAll { $0.id == connection }
        busy.remove(connection)
        shared[connection] = nil
        if pathfinder == connection { pathfinder = nil }
        return serve(now: now)
    }

    /// The request is no longer wanted.
    ///
    /// Does nothing where it is on a connection already.
    mutating func withdraw(_ request: RequestID) { waiting.removeAll { $0.id == request } }

    /// No more requests are taken, and idle connections are closed; exchanges that are under way are the driver's.
    mutating func shutDown() -> [Action] {
        isShutDown = true
        defer {
            (idle, waiting) = ([], [])
            shared = shared.filter { $0.value.active > 0 }
        }
        let unused = shared.filter { $0.value.active == 0 }.keys.sorted()
        return (idle.map(\.id) + unused).map { .close($0) } + waiting.map { .refuse($0.id) }
    }

    /// First come, first served.
    private mutating func serve(now: UInt64) -> [Action] {
        var actions: [Action] = []
        while let demand = waiting.first, !isShutDown {
            if !demand.wantsFresh {
                if let open = connectionWithRoom(for: demand, now: now) {
                    actions.append(.use(open, demand.id))
                    waiting.removeFirst()
                    continue
                }
                // What is being opened may carry this one too.
                if pathfinder != nil { break }
            }
            if connectionCount >= maximumConnections {
                guard let unused = idle.first?.id ?? shared.keys.sorted().first(where: { shared[$0]?.active == 0 })
                else { break }
                idle.removeAll { $0.id == unused }
                shared[unused] = nil
                actions.append(.close(unused))
            }
            busy.insert(nextID)
            if mayShare, !demand.wantsFresh { pathfinder = nextID }
            actions.append(.connect(nextID, demand.id))
            nextID += 1
            waiting.removeFirst()
        }
        return actions
    }

    private mutating func connectionWithRoom(for demand: Demand, now: UInt64) -> ConnectionID? {
        if !shared.isEmpty, let id = shared.keys.sorted().first(where: { (shared[$0]?.room ?? 0) > 0 }) {
            shared[id]?.active += 1
            shared[id]?.room -= 1
            return id
        }
        guard let last = idle.last else { return nil }
        let age = now > last.since ? now - last.since : 0
        guard demand.isRepeatable || age <= maximumIdleForUnrepeatable else { return nil }
        idle.removeLast()
        busy.insert(last.id)
        return last.id
    }
}
