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
    enum Kind: Equatable, Sendable {
        /// One request among others.
        case shared
        /// The time in which only requests of the holder are sent.
        case exclusive
        /// One request of the holder of that exclusive access.
        case within(Ticket)
    }

    /// How many requests may be under way; fewer than are under way where it was lowered meanwhile.
    private(set) var limit: Int
    private(set) var inFlight = 0
    private(set) var holder: Ticket?
    private var line = TicketLine<Kind>()
    /// The holder's own requests, which nobody is before.
    private var ownLine = TicketLine<Kind>()

    init(limit: Int) { self.limit = max(1, limit) }

    var waitingCount: Int { line.count + ownLine.count }

    /// Lets a ticket in at once, if nobody is before it and there is room.
    ///
    /// - Returns: Whether it is let in. Otherwise nothing has changed.
    mutating func tryEnter(_ ticket: Ticket, _ kind: Kind) -> Bool {
        if isOwn(kind) {
            guard ownLine.isEmpty, inFlight < limit else { return false }
        } else {
            guard waitingCount == 0, admits(kind) else { return false }
        }
        letIn(ticket, kind)
        return true
    }

    /// Asks to be let in.
    ///
    /// - Returns: Whether the ticket is let in at once. Otherwise it waits.
    mutating func enter(_ ticket: Ticket, _ kind: Kind) -> Bool {
        if tryEnter(ticket, kind) { return true }
        if isOwn(kind) { ownLine.append(ticket, kind) } else { line.append(ticket, kind) }
        return false
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
        guard line.remove(ticket) || ownLine.remove(ticket) else { return (false, []) }
        return (true, admitWaiting())
    }

    /// Lets more requests be under way from now on, or fewer.
    ///
    /// Gives the tickets that are let in now.
    mutating func setLimit(_ newLimit: Int) -> [Ticket] {
        limit = max(1, newLimit)
        return admitWaiting()
    }

    private func isOwn(_ kind: Kind) -> Bool {
        guard let holder else { return false }
        return kind == .within(holder)
    }

    /// Whether there is room for who is not the holder's.
    private func admits(_ kind: Kind) -> Bool {
        holder == nil && (kind == .exclusive ? inFlight == 0 : inFlight < limit)
    }

    private mutating func letIn(_ ticket: Ticket, _ kind: Kind) {
        if kind == .exclusive { holder = ticket } else { inFlight += 1 }
    }

    private mutating func admitWaiting() -> [Ticket] {
        var admitted: [Ticket] = []
        while let (ticket, kind) = ownLine.first, inFlight < limit {
            ownLine.removeFirst()
            letIn(ticket, kind)
            admitted.append(ticket)
        }
        while let (ticket, kind) = line.first, admits(kind) {
            line.removeFirst()
            letIn(ticket, kind)
            admitted.append(ticket)
        }
        return admitted
    }
}
