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

/// What the store of documents keeps, for many requests at a time.
final class Archive: Sendable {
    struct State: Sendable {
        var accounts: [String: Account] = [:]
        var sessions: [String: Session] = [:]
        var folders: [String: Folder] = [:]
        var documents: [String: Document] = [:]
        private var last = 0

        /// A number above all that were given out before.
        mutating func nextSequence() -> Int {
            last += 1
            return last
        }
    }

    private let state = Mutex(State())

    /// Reads or changes the state; nobody else does meanwhile.
    func withState<Value: Sendable>(_ body: (inout State) throws -> Value) throws -> Value {
        try state.withLock { state in try body(&state) }
    }

    /// A random UUID in lower case.
    static func newID() -> String { UUID().uuidString.lowercased() }

    struct Account: Sendable {
        var id: String
        var email: String
        var displayName: String
        var password: DemoPassword

        var json: JSON {
            ["id": .string(id), "email": .string(email), "displayName": .string(displayName)]
        }
    }

    struct Session: Sendable {
        static let minutes = 30

        var account: String
        var end = ContinuousClock.now + .seconds(60 * Self.minutes)
    }

    struct Folder: Sendable {
        var id: String
        var owner: String
        var sequence: Int
        var name: String
        var description: String
        var createdAt = JSON.now
        /// A mark that only the flawed build sets; the fixed one removes the folder.
        var isDeleted = false

        var json: JSON {
            [
                "id": .string(id), "name": .string(name), "description": .string(description),
                "createdAt": createdAt,
            ]
        }
    }

    struct Document: Sendable {
        var id: String
        var folder: String
        var sequence: Int
        var title: String
        var body: String
        /// The last part of the public link; `nil` where the document has none.
        var publicSlug: String?
        /// The e-mail addresses that the document is shared with.
        var readers: Set<String> = []
        var updatedAt = JSON.now

        var json: JSON {
            summary.adding("body", .string(body)).adding("publicSlug", .text(publicSlug))
        }

        /// As lists show it.
        var summary: JSON {
            [
                "id": .string(id), "folderId": .string(folder), "title": .string(title), "updatedAt": updatedAt,
            ]
        }
    }
}

extension Archive.State {
    /// The caller's folder.
    func folder(_ id: String, of owner: String) throws -> Archive.Folder {
        guard let folder = folders[id], folder.owner == owner, !folder.isDeleted else {
            throw DocumentService.foreignFolder
        }
        return folder
    }

    /// A document in the caller's folder.
    func document(_ id: String, in folderID: String, of owner: String) throws -> Archive.Document {
        let folder = try folder(folderID, of: owner)
        guard let document = documents[id], document.folder == folder.id else { throw DocumentService.noDocument }
        return document
    }
}
