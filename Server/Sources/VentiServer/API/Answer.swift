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
        let bytes = try (value is any PlainKeys ? Self.plainEncoder() : Self.encoder()).encode(value)
        return Answer(
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
        let encoder = plainEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return encoder
    }

    private static func plainEncoder() -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(Timestamp.text(date))
        }
        return encoder
    }
}

/// What encodes with its keys as they are sent, so that no encoder has to find them again for each value.
protocol PlainKeys {}

extension PageView: PlainKeys where Item: PlainKeys {}

private struct PageView<Item: Encodable & Sendable>: Encodable, Sendable {
    var items: [Item]
    var nextCursor: String?
    var total: TotalView

    enum CodingKeys: String, CodingKey {
        case items, total
        case nextCursor = "next_cursor"
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
