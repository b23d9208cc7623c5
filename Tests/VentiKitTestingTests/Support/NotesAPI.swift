//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Synchronization
import VentiKit
import VentiKitTesting

/// An API with three operations that tells the version of its server where it is asked to.
final class NotesAPI: Sendable {
    private let hasFlaw: Bool
    private let received = Mutex(0)

    init(hasFlaw: Bool = true) { self.hasFlaw = hasFlaw }

    /// How many requests have come.
    var requests: Int { received.withLock { $0 } }

    static let document = """
        openapi: 3.0.3
        info: {title: Notes, version: "1"}
        paths:
          /notes:
            get: {responses: {"200": {description: all}}}
          /notes/{id}:
            get:
              parameters: [{name: id, in: path, required: true, schema: {type: integer, example: 1}}]
              responses: {"200": {description: one}, "404": {description: none}}
          /admin:
            get: {responses: {"403": {description: never}}}
        """

    func respond(to request: HTTPRequest, body: [UInt8]) -> (HTTPResponse, [UInt8]) {
        received.withLock { $0 += 1 }
        var response = HTTPResponse(status: .ok)
        response.headerFields[.contentType] = "application/json"
        if hasFlaw { response.headerFields[.server] = "notes/1.2.3" }
        switch request.path?.prefix(while: { $0 != "?" }) ?? "/" {
        case "/notes": return (response, Array(#"[{"id":1}]"#.utf8))
        case "/notes/1": return (response, Array(#"{"id":1,"text":"milk"}"#.utf8))
        case "/admin": response.status = .forbidden
        default: response.status = .notFound
        }
        return (response, Array(#"{"error":"no"}"#.utf8))
    }

    /// A scan of the API by the check for server versions alone, or by these.
    static func scan(checks: [String] = ["headers.version-leak"], seed: UInt64 = 0) -> APIScan {
        var scan = APIScan(.text(document), profile: .safe, seed: seed)
        scan.policy.checks = checks
        return scan
    }
}

extension APIUnderTest {
    /// The API, called in this process.
    static func notes(_ api: NotesAPI) throws -> Self {
        try .closure { request, body in api.respond(to: request, body: body) }
    }
}
