//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Something that belongs to a company.
struct CRMRecord: Sendable {
    var id: String
    var tenant: String
    /// What an answer shows of it.
    var json: JSON
}

/// Someone who works for a company.
struct CRMMember: Sendable {
    var id: String
    var tenant: String
    var email: String?
    var displayName: String
    var title: String
    var role: String
    var phone: String
    var salary: Int

    /// What every member of the company may see.
    var card: JSON {
        [
            "id": .string(id), "displayName": .string(displayName), "title": .string(title), "role": .string(role),
        ]
    }

    /// What administrators see.
    var file: JSON { card.adding("phone", .string(phone)).adding("salary", .integer(salary)) }
}

/// What the service holds; each list has the oldest first.
struct CRMState: Sendable {
    static let longestList = 5_000

    var members = CRMState.people
    var contacts: [CRMRecord] = []
    var deals: [CRMRecord] = []
    var announcements: [CRMRecord] = []
    var exports: [CRMRecord] = []
    var audit: [CRMRecord] = []

    /// Adds a record to one of the lists.
    ///
    /// - Throws: ``Problem`` with status 403 where the list is full.
    mutating func add(_ record: CRMRecord, to list: WritableKeyPath<CRMState, [CRMRecord]>, by actor: CRMMember) throws
    {
        guard self[keyPath: list].count < Self.longestList else { throw Problem(403, "No more can be kept.") }
        self[keyPath: list].append(record)
        note("created", record.id, by: actor)
    }

    /// Writes down who did what.
    mutating func note(_ action: String, _ target: String, by actor: CRMMember) {
        if audit.count >= Self.longestList { audit.removeFirst(Self.longestList / 2) }
        let entry: JSON = [
            "id": .string(Self.slug("event")), "at": .string(Self.now), "actorId": .string(actor.id),
            "action": .string(action), "targetId": .string(target),
        ]
        audit.append(CRMRecord(id: entry["id"]?.stringValue ?? "", tenant: actor.tenant, json: entry))
    }

    /// An id that can be read and not be guessed, such as `acme-renewal-7f3k2m9q`.
    static func slug(_ text: String) -> String {
        let letters = Array("abcdefghijkmnpqrstuvwxyz23456789")
        let words = text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let name = String(words.joined(separator: "-").prefix(40))
        let tail = String((0..<8).compactMap { _ in letters.randomElement() })
        return name.isEmpty ? tail : name + "-" + tail
    }

    static var now: String { Date().formatted(Date.ISO8601FormatStyle()) }
}

/// The state of a running service.
final class CRMStore: Sendable {
    private let state: Mutex<CRMState>

    init() {
        var state = CRMState()
        state.seed()
        self.state = Mutex(state)
    }

    /// Reads or changes the state in one step, which no other request sees the middle of.
    func withState<Result: Sendable>(_ body: (inout CRMState) throws -> Result) rethrows -> Result {
        try state.withLock { try body(&$0) }
    }
}
