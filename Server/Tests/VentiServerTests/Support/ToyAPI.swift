//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Hummingbird
import HummingbirdTesting

/// An API to be scanned: anybody may read the notes, though the document says that a token is needed.
enum ToyAPI {
    static let document = """
        openapi: 3.0.3
        info: {title: Toy, version: "1"}
        security: [{token: []}]
        paths:
          /notes:
            get: {responses: {"200": {description: all}, "401": {description: no token}}}
          /notes/{id}:
            get:
              parameters: [{name: id, in: path, required: true, schema: {type: integer, example: 1}}]
              responses: {"200": {description: one}, "401": {description: no token}}
        components: {securitySchemes: {token: {type: http, scheme: bearer}}}
        """

    /// Runs the API on a free port of this machine.
    /// - Parameters:
    ///   - wellKnown: What is served as the token of verification.
    ///   - header: The value of the header of verification.
    static func serve<Value: Sendable>(
        wellKnown: String = "",
        header: String? = nil,
        _ body: @escaping @Sendable (_ url: String) async throws -> Value
    ) async throws -> Value {
        let router = Router()
        router.get("notes") { _, _ in [["id": 1]] }
        router.get("notes/:id") { _, context in
            guard context.parameters.get("id") == "1" else { throw HTTPError(.notFound) }
            return ["text": "Buy milk."]
        }
        router.get("openapi.yaml") { _, _ in document }
        router.get("moved.yaml") { _, _ in Response.redirect(to: "/openapi.yaml") }
        router.get("trap.yaml") { _, _ in Response.redirect(to: "http://169.254.169.254/latest") }
        router.get("loop.yaml") { _, _ in Response.redirect(to: "/loop.yaml") }
        router.get(".well-known/venti-verification.txt") { _, _ in wellKnown + "\n" }
        router.get("/") { _, _ in
            var response = Response(status: .ok)
            if let header, let name = HTTPField.Name("venti-verification") { response.headers[name] = header }
            return response
        }
        let app = Application(router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)))
        return try await app.test(.live) { client in try await body("http://127.0.0.1:\(client.port ?? 0)") }
    }
}
