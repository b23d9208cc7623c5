//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization

/// Someone who may sign in, or will be invited to.
struct AdminPanelUser: Sendable {
    var id: Int
    var username: String
    var displayName: String
    var role: String

    var isAdministrator: Bool { role == "admin" }

    var json: JSON {
        [
            "id": .integer(id), "username": .string(username), "displayName": .string(displayName),
            "role": .string(role),
        ]
    }
}

/// An article or a notice.
struct AdminPanelText: Sendable {
    var id: Int
    var author: String
    var title: String
    var body: String

    var json: JSON {
        [
            "id": .integer(id), "title": .string(title), "body": .string(body), "author": .string(author),
        ]
    }
}

struct AdminPanelCategory: Sendable {
    var id: Int
    var name: String

    var json: JSON { ["id": .integer(id), "name": .string(name)] }
}

/// What the console holds; each list has the oldest first.
struct AdminPanelState: Sendable {
    static let longestList = 5_000

    var users: [AdminPanelUser] = []
    var articles: [AdminPanelText] = []
    var notices: [AdminPanelText] = []
    var categories: [AdminPanelCategory] = []
    var siteName = "Lanternworks Journal"
    var isRegistrationOpen = false
    var maintenanceNote = "Backups run on Sundays at 03:00."
    private var taken: Set<Int> = []

    /// A number that nothing else has, and that says nothing about its neighbours.
    mutating func newID() -> Int {
        var id = 0
        repeat { id = Int.random(in: 100_000_000...999_999_999) } while !taken.insert(id).inserted
        return id
    }

    var settings: JSON {
        [
            "siteName": .string(siteName), "registrationOpen": .bool(isRegistrationOpen),
            "maintenanceNote": .string(maintenanceNote),
        ]
    }

    mutating func seed() {
        for (username, name, role) in [
            ("root", "Site Office", "admin"), ("eve", "Eve Tanaka", "user"), ("ivan", "Ivan Brandt", "user"),
            ("odile", "Odile Faure", "user"),
        ] {
            users.append(AdminPanelUser(id: newID(), username: username, displayName: name, role: role))
        }
        for (author, title) in [("odile", "How lanterns are blown"), ("root", "Opening hours in winter")] {
            articles.append(AdminPanelText(id: newID(), author: author, title: title, body: "To be continued."))
        }
        for title in ["The workshop is closed on Monday", "New kiln"] {
            notices.append(AdminPanelText(id: newID(), author: "odile", title: title, body: "See the board."))
        }
        for name in ["Craft", "Visits", "Archive"] { categories.append(AdminPanelCategory(id: newID(), name: name)) }
    }
}

/// The state of a running console.
final class AdminPanelStore: Sendable {
    private let state: Mutex<AdminPanelState>

    init() {
        var state = AdminPanelState()
        state.seed()
        self.state = Mutex(state)
    }

    /// Reads or changes the state in one step, which no other request sees the middle of.
    func withState<Result: Sendable>(_ body: (inout AdminPanelState) throws -> Result) rethrows -> Result {
        try state.withLock { try body(&$0) }
    }
}
