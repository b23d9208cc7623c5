//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes

/// A request as the routes see it: path split and decoded, query read, body still bytes.
struct IncomingRequest: Sendable {
    var method: String
    /// The target as sent, with its query.
    var target: String
    /// The decoded segments of the path; a `%2F` stays inside its segment.
    var segments: [String]
    var query: [(name: String, value: String)]
    var headers: HTTPFields
    var body: [UInt8]
    /// What the placeholders of the route's template stand for.
    var parameters: [String: String] = [:]

    init(_ request: HTTPRequest, body: [UInt8]) {
        method = request.method.rawValue
        target = request.path ?? "/"
        let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        segments = (halves.first ?? "").split(separator: "/").map { PercentEncoding.decode($0) }
        query = halves.count > 1 ? PercentEncoding.pairs(in: halves[1]) : []
        headers = request.headerFields
        self.body = body
    }

    /// The first value of a query parameter.
    func query(_ name: String) -> String? { query.first { $0.name == name }?.value }

    /// What a placeholder of the template stands for; empty where the template has none of that name.
    func parameter(_ name: String) -> String { parameters[name] ?? "" }

    func header(_ name: String) -> String? {
        HTTPField.Name(name).flatMap { headers[$0] }
    }

    func cookie(_ name: String) -> String? {
        for pair in (headers[.cookie] ?? "").split(separator: ";") {
            let halves = pair.split(separator: "=", maxSplits: 1)
            if halves.count == 2, halves[0].filter({ $0 != " " }) == name { return String(halves[1]) }
        }
        return nil
    }

    /// What follows `Bearer ` in the Authorization field.
    var bearerToken: String? {
        guard let value = headers[.authorization] else { return nil }
        let halves = value.split(separator: " ", maxSplits: 1)
        guard halves.count == 2, halves[0].lowercased() == "bearer" else { return nil }
        return String(halves[1])
    }

    /// The body as JSON.
    ///
    /// - Throws: ``Problem`` with status 400 where it is none.
    func json() throws -> JSON {
        do {
            return try JSON(parsing: body)
        } catch {
            throw Problem(400, "The body is not valid JSON.")
        }
    }
}

/// Percent-encoding (RFC 3986) and the pairs of a query.
enum PercentEncoding {
    static func decode(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String {
        var bytes: [UInt8] = []
        let source = Array(text.utf8)
        var index = 0
        while index < source.count {
            let byte = source[index]
            if byte == UInt8(ascii: "%"), index + 2 < source.count,
                let value = UInt8(String(decoding: source[index + 1...index + 2], as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                index += 3
            } else {
                bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                index += 1
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func pairs(in query: some StringProtocol) -> [(name: String, value: String)] {
        query.split(separator: "&").map { pair in
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (
                decode(halves.first ?? "", plusIsSpace: true),
                halves.count > 1 ? decode(halves[1], plusIsSpace: true) : ""
            )
        }
    }
}
