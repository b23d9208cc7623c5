//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import Hummingbird
import VentiService

/// What a handler answers with.
public struct Answer: Sendable {
    /// The status.
    var status: HTTPResponse.Status
    /// Header fields of its own.
    var headers: HTTPFields
    /// The body.
    var body: ResponseBody
    /// The version of what is shown, for preconditions.
    var version: Int?

    init(_ status: HTTPResponse.Status, headers: HTTPFields = [:], body: ResponseBody = ResponseBody()) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A JSON value.
    static func json(_ value: some Encodable, _ status: HTTPResponse.Status = .ok) throws -> Answer {
        written(try Self.encoder().encode(value), status)
    }

    /// A value that writes itself.
    static func json(_ value: some JSONWritable, _ status: HTTPResponse.Status = .ok) -> Answer {
        var text = JSONText()
        value.write(to: &text)
        return written(text.bytes, status)
    }

    private static func written(_ bytes: some Collection<UInt8>, _ status: HTTPResponse.Status) -> Answer {
        Answer(
            status,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }

    /// A text of any kind.
    static func text(_ text: String, _ mediaType: String, _ status: HTTPResponse.Status = .ok) -> Answer {
        Answer(status, headers: [.contentType: mediaType], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// Nothing to say.
    static let empty = Answer(.noContent)

    /// A page of a list.
    static func page<Item, View: Encodable & Sendable>(
        _ page: Page<Item>,
        _ view: (Item) -> View
    ) throws -> Answer {
        try .json(
            PageView(
                items: page.items.map(view),
                nextCursor: page.next,
                total: TotalView(count: page.total, type: "exact")
            )
        )
    }

    /// A page of a list of what writes itself.
    static func page<Item, View: JSONWritable>(_ page: Page<Item>, _ view: (Item) -> View) -> Answer {
        var text = JSONText(capacity: 1_024 * (page.items.count + 1))
        text.object { json in
            json.key("items")
            json.array(page.items) { view($1).write(to: &$0) }
            json.key("next_cursor")
            if let next = page.next { json.string(next) } else { json.null() }
            json.key("total")
            json.object { json in
                json.member("count", page.total)
                json.member("type", "exact")
            }
        }
        return written(text.bytes, .ok)
    }

    /// The same, with the version of what is shown.
    func versioned(_ version: Int) -> Answer {
        var copy = self
        copy.version = version
        copy.headers[.eTag] = "\"\(version)\""
        return copy
    }

    /// The same, with where it is found from now on.
    func located(_ path: String) -> Answer {
        var copy = self
        copy.headers[.location] = path
        return copy
    }

    /// The same, with whether an earlier request has made it.
    func replayed(_ isReplayed: Bool) -> Answer {
        guard isReplayed, let name = HTTPField.Name("idempotent-replayed") else { return self }
        var copy = self
        copy.headers[name] = "true"
        return copy
    }

    static func encoder() -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(Timestamp.text(date))
        }
        return encoder
    }
}

private struct PageView<Item: Encodable & Sendable>: Encodable, Sendable {
    var items: [Item]
    var nextCursor: String?
    var total: TotalView

    enum CodingKeys: CodingKey {
        case items, nextCursor, total
    }

    // With null where there is no further page, which leaving it out would not say.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(items, forKey: .items)
        try container.encode(nextCursor, forKey: .nextCursor)
        try container.encode(total, forKey: .total)
    }
}

private struct TotalView: Encodable, Sendable {
    var count: Int
    var type: String
}
