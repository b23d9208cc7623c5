//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A line of tickets, from which any can step out.
///
/// Each operation takes constant time on the average, however long the line is.
struct TicketLine<Kind: Sendable>: Sendable {
    typealias Ticket = UInt64

    private struct Place {
        var ticket: Ticket
        var kind: Kind
    }

    /// The places in their order; `nil` where a ticket has stepped out. The first, if any, is taken.
    private var places: ArraySlice<Place?> = []
    /// The index of each ticket's place.
    private var indices: [Ticket: Int] = [:]

    var count: Int { indices.count }
    var isEmpty: Bool { indices.isEmpty }
    /// Who is next.
    var first: (ticket: Ticket, kind: Kind)? { places.first.flatMap { $0 }.map { ($0.ticket, $0.kind) } }

    mutating func append(_ ticket: Ticket, _ kind: Kind) {
        if places.isEmpty { places = [] }
        indices[ticket] = places.endIndex
        places.append(Place(ticket: ticket, kind: kind))
    }

    mutating func removeFirst() {
        guard let first else { return }
        _ = remove(first.ticket)
    }

    /// Takes a ticket out of the line.
    ///
    /// - Returns: Whether it stood there.
    mutating func remove(_ ticket: Ticket) -> Bool {
        guard let index = indices.removeValue(forKey: ticket) else { return false }
        places[index] = nil
        while let first = places.first, first == nil { places.removeFirst() }
        if places.count > 64, places.count > 4 * indices.count { closeRanks() }
        return true
    }

    private mutating func closeRanks() {
        places = places.filter { $0 != nil }[...]
        for (index, place) in zip(places.indices, places) { if let place { indices[place.ticket] = index } }
    }
}
