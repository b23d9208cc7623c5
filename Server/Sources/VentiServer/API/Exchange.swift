//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
public import HTTPTypes
public import VentiService

/// A request that was let in, as a handler sees it.
public struct Exchange: Sendable {
    /// What can be done.
    public let platform: Platform
    /// The operation.
    let endpoint: Endpoint
    /// Who asks; `nil` only where anybody may.
    let caller: Principal?
    /// The path's parameters by name.
    let path: [String: String]
    /// The query's parameters by name.
    let query: [String: String]
    /// The header fields.
    public let headers: HTTPFields
    /// The body.
    let body: [UInt8]
    /// Where the request comes from.
    let address: String

    /// Who asks.
    /// - Throws: ``ServiceError`` with code `unauthenticated`.
    public func principal() throws -> Principal {
        guard let caller else { throw ServiceError(.unauthenticated, "Sign in first.") }
        return caller
    }

    /// An id in the path. What is no id is not found.
    func id(_ name: String) throws -> RecordID {
        guard let id = path[name].flatMap({ RecordID(rawValue: $0) }) else { throw ServiceError.notFound(name) }
        return id
    }

    /// An id in the query; `nil` where it is not given.
    func queryID(_ name: String) throws -> RecordID? {
        guard let text = query[name] else { return nil }
        guard let id = RecordID(rawValue: text) else { throw ServiceError.invalid("/\(name)", "This is no id.") }
        return id
    }

    /// One of an enumeration's texts in the query; `nil` where it is not given.
    func choice<Value: RawRepresentable>(_ name: String, _ type: Value.Type) throws -> Value?
    where Value.RawValue == String {
        guard let text = query[name] else { return nil }
        guard let value = Value(rawValue: text) else { throw ServiceError.invalid("/\(name)", "There is no \(text).") }
        return value
    }

    /// Several of an enumeration's texts in the query, with commas between them.
    func choices<Value: RawRepresentable>(_ name: String, _ type: Value.Type) throws -> [Value]
    where Value.RawValue == String {
        try (query[name] ?? "").split(separator: ",").map { text in
            guard let value = Value(rawValue: String(text)) else {
                throw ServiceError.invalid("/\(name)", "There is no \(text).")
            }
            return value
        }
    }

    /// The part of a list that is asked for.
    func page() throws -> PageRequest {
        PageRequest(limit: query["limit"].flatMap { Int($0) } ?? 50, cursor: query["cursor"])
    }

    /// The body as the operation's schema has it.
    func json<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        decoder.dateDecodingStrategy = .custom { decoder in
            let text = try decoder.singleValueContainer().decode(String.self)
            guard let date = Timestamp.date(text) else { throw ServiceError.invalid("/", "'\(text)' is no time.") }
            return date
        }
        do {
            return try decoder.decode(type, from: Data(body))
        } catch is DecodingError {
            throw ServiceError(.validation, "The body is not what the operation takes.")
        }
    }

    /// The client's name for the request.
    func idempotency() throws -> Idempotency? {
        guard let name = HTTPField.Name("idempotency-key"), let key = headers[name] else { return nil }
        let target = Array("\(endpoint.method.rawValue) \(path.sorted { $0.key < $1.key }) \(query)|".utf8)
        return Idempotency(key: key, body: target + body)
    }

    /// The version that a change was made from.
    func version() throws -> Int? {
        guard let text = headers[.ifMatch], text != "*" else { return nil }
        guard text.hasPrefix("\""), text.hasSuffix("\""), let version = Int(text.dropFirst().dropLast()) else {
            throw ServiceError(.preconditionFailed, "It has changed since you read it.")
        }
        return version
    }
}
