//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A part of a list, newest first, and where the next one begins.
struct CRMPage {
    var limit: Int
    /// The id of the last item that the client has.
    var after: String?

    /// - Throws: ``Problem`` with status 400 where the limit or the cursor is not one.
    init(_ request: IncomingRequest) throws {
        limit = try request.number("limit", 1...100, default: 20)
        guard let cursor = request.query("cursor") else { return }
        guard let bytes = Base64URL.decode(cursor), let text = String(validating: bytes, as: UTF8.self) else {
            throw Problem(400, "The cursor is not one of ours.")
        }
        after = text
    }

    /// - Throws: ``Problem`` with status 400 where nothing in the list has the cursor's id.
    func answer(_ records: [CRMRecord]) throws -> Answer {
        var rest = records[...]
        if let after {
            guard let index = rest.firstIndex(where: { $0.id == after }) else {
                throw Problem(400, "The cursor is not one of ours.")
            }
            rest = rest[..<index]
        }
        let items = Array(rest.suffix(limit).reversed())
        let isLast = items.count == rest.count
        let next = items.last.map { JSON.string(Base64URL.encode(Array($0.id.utf8))) } ?? .null
        return .json(["items": .array(items.map(\.json)), "nextCursor": isLast ? .null : next])
    }
}
