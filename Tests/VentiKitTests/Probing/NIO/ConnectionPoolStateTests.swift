//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

/// Which request goes on which connection, without any.
struct ConnectionPoolStateTests {
    private func demand(_ id: UInt64, fresh: Bool = false, repeatable: Bool = true) -> ConnectionPoolState.Demand {
        .init(id: id, wantsFresh: fresh, isRepeatable: repeatable)
    }

    @Test func reusesTheConnectionThatBecameIdleLast() {
        var pool = ConnectionPoolState(maximumConnections: 4)
        #expect(pool.admit(demand(1), now: 0) == [.connect(1, 1)])
        #expect(pool.admit(demand(2), now: 0) == [.connect(2, 2)])
        #expect(pool.release(1, isReusable: true, now: 1).isEmpty)
        #expect(pool.release(2, isReusable: true, now: 2).isEmpty)
        #expect(pool.admit(demand(3), now: 3) == [.use(2, 3)])
        #expect(pool.admit(demand(4), now: 3) == [.use(1, 4)])
        #expect(pool.connectionCount == 2)
    }

    @Test func letsRequestsWaitInTheirOrder() {
        var pool = ConnectionPoolState(maximumConnections: 1)
        #expect(pool.admit(demand(1), now: 0) == [.connect(1, 1)])
        #expect(pool.admit(demand(2), now: 0).isEmpty)
        #expect(pool.admit(demand(3), now: 0).isEmpty)
        pool.withdraw(2)
        #expect(pool.release(1, isReusable: true, now: 0) == [.use(1, 3)])
        #expect(pool.waitingCount == 0)
    }

    @Test func opensAnotherWhereOneIsSpent() {
        var pool = ConnectionPoolState(maximumConnections: 1)
        _ = pool.admit(demand(1), now: 0)
        _ = pool.admit(demand(2), now: 0)
        #expect(pool.release(1, isReusable: false, now: 0) == [.close(1), .connect(2, 2)])
        #expect(pool.release(1, isReusable: true, now: 0).isEmpty, "A connection is released once.")
        #expect(pool.connectionCount == 1)
    }

    @Test func makesRoomForAFreshConnection() {
        var pool = ConnectionPoolState(maximumConnections: 1)
        _ = pool.admit(demand(1), now: 0)
        _ = pool.release(1, isReusable: true, now: 0)
        #expect(pool.admit(demand(2, fresh: true), now: 0) == [.close(1), .connect(2, 2)])
    }

    @Test func sendsNothingThatCannotBeRepeatedOnAnOldConnection() {
        var pool = ConnectionPoolState(maximumConnections: 2)
        _ = pool.admit(demand(1), now: 0)
        _ = pool.release(1, isReusable: true, now: 0)
        #expect(pool.admit(demand(2, repeatable: false), now: 1_000_000_001) == [.connect(2, 2)])
        #expect(pool.admit(demand(3), now: 1_000_000_001) == [.use(1, 3)])
    }

    @Test func forgetsAnIdleConnectionThatIsLost() {
        var pool = ConnectionPoolState(maximumConnections: 2)
        _ = pool.admit(demand(1), now: 0)
        _ = pool.release(1, isReusable: true, now: 0)
        #expect(pool.lose(1, now: 0).isEmpty)
        #expect(pool.admit(demand(2), now: 0) == [.connect(2, 2)])
        #expect(pool.connectionCount == 1)
    }

    @Test func takesNothingAfterItsEnd() {
        var pool = ConnectionPoolState(maximumConnections: 2)
        _ = pool.admit(demand(1), now: 0)
        _ = pool.admit(demand(2), now: 0)
        _ = pool.admit(demand(3), now: 0)
        _ = pool.release(1, isReusable: false, now: 0)
        _ = pool.release(2, isReusable: true, now: 0)
        #expect(pool.shutDown() == [.close(2)])
        #expect(pool.admit(demand(4), now: 0) == [.refuse(4)])
        #expect(pool.release(3, isReusable: true, now: 0) == [.close(3)])
        #expect(pool.connectionCount == 0)
    }

    @Test func neverOpensMoreThanAllowedNorLosesARequest() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<200 {
            let maximum = Int.random(in: 1...4, using: &random)
            var pool = ConnectionPoolState(maximumConnections: maximum)
            var busy: [Int: UInt64] = [:]
            var idle: Set<Int> = []
            var started: [UInt64] = []
            func perform(_ actions: [ConnectionPoolState.Action]) {
                for action in actions {
                    switch action {
                    case .use(let connection, let request):
                        #expect(idle.remove(connection) != nil)
                        busy[connection] = request
                        started.append(request)
                    case .connect(let connection, let request):
                        busy[connection] = request
                        started.append(request)
                    case .close(let connection): idle.remove(connection)
                    case .refuse: Issue.record("The pool is open.")
                    }
                    #expect(busy.count + idle.count <= maximum)
                }
            }
            for request in UInt64(1)...60 {
                let fresh = Bool.random(using: &random)
                perform(
                    pool.admit(demand(request, fresh: fresh, repeatable: Bool.random(using: &random)), now: request)
                )
                while let connection = busy.keys.sorted().randomElement(using: &random), Bool.random(using: &random) {
                    let isReusable = Bool.random(using: &random)
                    busy[connection] = nil
                    if isReusable { idle.insert(connection) }
                    perform(pool.release(connection, isReusable: isReusable, now: request))
                }
            }
            while let connection = busy.keys.min() {
                busy[connection] = nil
                perform(pool.release(connection, isReusable: false, now: 100))
            }
            #expect(started == Array(1...60))
        }
    }

    @Test func opensOneConnectionAfterTheOtherUntilItIsKnownWhatTheyCarry() {
        var pool = ConnectionPoolState(maximumConnections: 4, mayShare: true)
        #expect(pool.admit(demand(1), now: 0) == [.connect(1, 1)])
        #expect(pool.admit(demand(2), now: 0).isEmpty)
        #expect(pool.admit(demand(3), now: 0).isEmpty)
        #expect(pool.opened(1, room: nil, isExclusive: false, now: 0) == [.connect(2, 2), .connect(3, 3)])
        #expect(pool.admit(demand(4), now: 0) == [.connect(4, 4)])
    }

    @Test func putsManyRequestsOnAConnectionThatCarriesThem() {
        var pool = ConnectionPoolState(maximumConnections: 4, mayShare: true)
        for id in 1...4 { _ = pool.admit(demand(UInt64(id)), now: 0) }
        #expect(pool.opened(1, room: 2, isExclusive: false, now: 0) == [.use(1, 2), .use(1, 3), .connect(2, 4)])
        #expect(pool.change(1, room: 1, now: 0).isEmpty)
        #expect(pool.admit(demand(5), now: 0) == [.use(1, 5)])
        #expect(pool.connectionCount == 2)
        // One of its exchanges ends; then the connection is done with, and the others end one after the other.
        #expect(pool.release(1, isReusable: true, now: 0).isEmpty)
        #expect(pool.release(1, isReusable: false, now: 0).isEmpty)
        #expect(pool.admit(demand(6), now: 0).isEmpty)
        #expect(pool.release(1, isReusable: true, now: 0).isEmpty)
        #expect(pool.release(1, isReusable: false, now: 0) == [.close(1)])
        #expect(pool.release(1, isReusable: false, now: 0).isEmpty)
        #expect(pool.connectionCount == 1)
    }

    @Test func sharesNoConnectionThatARequestWantsForItself() {
        var pool = ConnectionPoolState(maximumConnections: 4, mayShare: true)
        #expect(pool.admit(demand(1, fresh: true), now: 0) == [.connect(1, 1)])
        #expect(pool.admit(demand(2), now: 0) == [.connect(2, 2)])
        #expect(pool.opened(1, room: 99, isExclusive: true, now: 0).isEmpty)
        #expect(pool.admit(demand(3), now: 0).isEmpty)
        #expect(pool.opened(2, room: 99, isExclusive: false, now: 0) == [.use(2, 3)])
    }

    @Test func goesOnWhereTheFirstConnectionCannotBeMade() {
        var pool = ConnectionPoolState(maximumConnections: 4, mayShare: true)
        #expect(pool.admit(demand(1), now: 0) == [.connect(1, 1)])
        #expect(pool.admit(demand(2), now: 0).isEmpty)
        #expect(pool.release(1, isReusable: false, now: 0) == [.close(1), .connect(2, 2)])
    }
}
