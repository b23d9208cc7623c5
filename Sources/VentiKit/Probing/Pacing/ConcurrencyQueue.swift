//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Who may send, who waits, and who has the target for itself.
///
/// First come, first served.
///
/// Those who hold the exclusive access have a limit of the same height among themselves.
struct ConcurrencyQueue: Sendable {
    typealias Ticket = UInt64

    /// What a ticket is for.
    enum Kind: Equatable {
        /// One request among others.
        case shared
        /// The time in which only requests of the holder are sent.
        case exclusive
        /// One request of the holder of that exclusive access.
        case within(Ticket)
    }

    let limit: Int
    private(set) var inFlight = 0
    private(set) var holder: Ticket?
    private var waiting: [(ticket: Ticket, kind: Kind)] = []

    init(limit: Int) { self.limit = max(1, limit) }

    var waitingCount: Int { waiting.count }

    /// Asks to be let in.
    ///
    /// - Returns: Whether the ticket is let in at once. Otherwise it waits.
    mutating func enter(_ ticket: Ticket, _ kind: Kind) -> Bool {
        waiting.append((ticket, kind))
        return admitWaiting().contains(ticket)
    }

    /// A request has ended.
    ///
    /// Gives the tickets that are let in now.
    mutating func leave() -> [Ticket] {
        inFlight -= 1
        return admitWaiting()
    }

    /// The holder gives up its exclusive access.
    ///
    /// Gives the tickets that are let in now.
    mutating func leaveExclusive(_ ticket: Ticket) -> [Ticket] {
        guard holder == ticket else { return [] }
        holder = nil
        return admitWaiting()
    }

    /// The ticket no longer waits.
    ///
    /// - Returns: Whether it waited, and the tickets that are let in now, because what held them up is gone.
    mutating func withdraw(_ ticket: Ticket) -> (wasWaiting: Bool, admitted: [Ticket]) {
        guard let index = waiting.firstIndex(where: { $0.ticket == ticket }) else { return (false, []) }
        waiting.remove(at: index)
        return (true, admitWaiting())
    }

    private mutating func admitWaiting() -> [Ticket] {
        var admitted: [Ticket] = []
        var index = 0
        while index < waiting.count, inFlight < limit {
            let (ticket, kind) = waiting[index]
            if let holder {
                // Only the holder's own requests pass the others.
                guard kind == .within(holder) else {
                    index += 1
                    continue
                }
                inFlight += 1
            } else if kind == .exclusive {
                guard inFlight == 0 else { break }
                holder = ticket
            } else {
                inFlight += 1
            }
            waiting.remove(at: index)
            admitted.append(ticket)
            if holder != nil { index = 0 }
        }
        return admitted
    }
}
