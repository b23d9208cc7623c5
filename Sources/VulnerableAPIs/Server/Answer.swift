//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes

/// A response as the routes make it.
struct Answer: Sendable {
    var status: Int
    var headers: HTTPFields
    var body: [UInt8]

    init(_ status: Int, contentType: String?, body: [UInt8] = []) {
        self.status = status
        headers = HTTPFields()
        if let contentType { headers[.contentType] = contentType }
        self.body = body
    }

    static func json(_ value: JSON, status: Int = 200) -> Answer {
        Answer(status, contentType: "application/json", body: Array(value.text.utf8))
    }

    static func text(_ text: String, status: Int = 200) -> Answer {
        Answer(status, contentType: "text/plain; charset=utf-8", body: Array(text.utf8))
    }

    static func html(_ text: String, status: Int = 200) -> Answer {
        Answer(status, contentType: "text/html; charset=utf-8", body: Array(text.utf8))
    }

    /// 204.
    static var empty: Answer { Answer(204, contentType: nil) }

    /// The same answer with one more field, which replaces others of its name; a name that is not legal adds nothing.
    func with(_ name: String, _ value: String) -> Answer {
        var copy = self
        if let name = HTTPField.Name(name) { copy.headers[name] = value }
        return copy
    }
}

/// An error that a client may know of.
struct Problem: Error {
    var status: Int
    var message: String
    /// The seconds after which the client may try again.
    var retryAfter: Int?

    init(_ status: Int, _ message: String) {
        self.status = status
        self.message = message
    }

    /// 429.
    static func tooMany(_ seconds: Int) -> Problem {
        var problem = Problem(429, "Too many attempts. Try again later.")
        problem.retryAfter = seconds
        return problem
    }

    static var unauthorized: Problem { Problem(401, "Sign in first.") }
    static var notFound: Problem { Problem(404, "There is no such thing.") }

    /// The usual envelope: `{"error": …}`.
    var answer: Answer {
        var answer = Answer.json(["error": .string(message)], status: status)
        if let retryAfter { answer = answer.with("Retry-After", String(retryAfter)) }
        return status == 401 ? answer.with("WWW-Authenticate", "Bearer") : answer
    }
}
