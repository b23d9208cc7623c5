//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes

/// APIs that are not flawed but in the way of a scan: what a tool must say a clear word about.
package enum OddAPI {
    /// Answers one and the same page to everything, as a single-page application or a captive portal does.
    package static var pageForEverything: VulnerableAPI {
        VulnerableAPI(name: "odd-page", document: document) { _, _ in
            let page = Answer.html("<!doctype html><html><head><title>App</title></head><body>Hello</body></html>")
            return (HTTPResponse(status: .ok, headerFields: page.headers), page.body)
        }
    }

    /// Refuses every login.
    package static var refusingLogins: VulnerableAPI {
        VulnerableAPI(name: "odd-login", document: document) { request, _ in
            let isPublic = request.path == "/status"
            let answer = isPublic ? Answer.json(["ok": .bool(true)]) : Problem.unauthorized.answer
            return (HTTPResponse(status: .init(code: answer.status), headerFields: answer.headers), answer.body)
        }
    }

    /// Knows none of its document's paths.
    package static var elsewhere: VulnerableAPI {
        VulnerableAPI(name: "odd-elsewhere", document: document) { _, _ in
            let answer = Problem.notFound.answer
            return (HTTPResponse(status: .notFound, headerFields: answer.headers), answer.body)
        }
    }

    /// Answers each request as it should, after a delay.
    ///
    /// - Parameter milliseconds: The delay, which ends early when the server does.
    package static func slow(milliseconds: Int) -> VulnerableAPI {
        VulnerableAPI(name: "odd-slow", document: document) { _, _ in
            try? await Task.sleep(for: .milliseconds(milliseconds))
            let answer = Answer.json(["items": .array([.string("a"), .string("b")])])
            return (HTTPResponse(status: .ok, headerFields: answer.headers), answer.body)
        }
    }

    private static let document = """
        openapi: 3.0.3
        info: {title: Odd, version: 1.0.0}
        servers: [{url: "http://127.0.0.1:1"}]
        components:
          securitySchemes:
            token: {type: http, scheme: bearer}
        paths:
          /status:
            get: {responses: {"200": {description: Fine}}}
          /items:
            get:
              security: [{token: []}]
              parameters:
                - {name: search, in: query, schema: {type: string}}
              responses:
                "200": {description: The items, content: {application/json: {schema: {type: object}}}}
                "401": {description: Sign in}
          /login:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      required: [username, password]
                      properties: {username: {type: string}, password: {type: string}}
              responses:
                "200":
                  description: A token
                  content: {application/json: {schema: {type: object, properties: {token: {type: string}}}}}
                "401": {description: Wrong}
        """
}
