//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Documents that show one weakness each, and the same without it. The API behind them answers alike.
extension VulnerableAPI {
    private struct Lint {
        var openapi = "3.0.3"
        var server = "https://api.books.example"
        var security = "security: [{main: []}]"
        var schemes = "{main: {type: http, scheme: bearer}}"
        var query = "- {name: lang, in: query, schema: {type: string, enum: [de, en, fr]}}"
        var note = "type: string, maxLength: 200"
        var tags = "type: array, maxItems: 20, items: {type: string, maxLength: 30}"
        var refusals =
            "\"401\": {description: Sign in.}, \"403\": {description: Not yours.}, \"429\": {description: Too many.}"

        var text: String {
            """
            openapi: \(openapi)
            info: {title: Reading list, version: "1"}
            servers:
              - url: \(server)
            \(security)
            paths:
              /entries:
                get:
                  summary: The caller's entries.
                  parameters:
                    \(query)
                  responses: {"200": {description: The entries.}, \(refusals)}
                post:
                  summary: Adds an entry.
                  requestBody:
                    required: true
                    content:
                      application/json:
                        schema:
                          type: object
                          properties:
                            note: {\(note)}
                            tags: {\(tags)}
                            kind: {type: string, enum: [book, film]}
                            isDone: {type: boolean}
                  responses: {"201": {description: Added.}, \(refusals)}
            components:
              securitySchemes: \(schemes)
            """
        }
    }

    private static func lint(_ name: String, _ variant: Variant, _ change: (inout Lint) -> Void) -> VulnerableAPI {
        var document = Lint()
        change(&document)
        let token = Fixture.randomSecret()
        var router = Router()
        router.finish = { _, answer in Fixture.careful(answer) }
        for (method, status) in [("GET", 200), ("POST", 201)] {
            router.on(method, "/entries") { request in
                guard request.bearerToken == token else { throw Problem.unauthorized }
                return .json(["note": "Finish the atlas."], status: status)
            }
        }
        return VulnerableAPI(
            name: "\(name)-\(variant.rawValue)",
            document: document.text,
            accounts: [DemoAccount(name: "reader", username: "reader", password: "", credential: .bearer(token))],
            handler: router.handler
        )
    }

    /// The document names no security at all.
    package static func lintNoSecurity(_ variant: Variant) -> VulnerableAPI {
        lint("lint.no-security", variant) { document in
            guard variant == .flawed else { return }
            document.security = "tags: []"
            document.schemes = "{}"
        }
    }

    /// Texts and lists without a limit; fixed ones have limits, and enumerations need none.
    package static func lintUnbounded(_ variant: Variant) -> VulnerableAPI {
        lint("lint.unbounded-string-array", variant) { document in
            guard variant == .flawed else { return }
            document.note = "type: string"
            document.tags = "type: array, items: {type: string}"
        }
    }

    /// An example that looks like a real secret; the fixed one's is a placeholder.
    package static func lintSecretExample(_ variant: Variant) -> VulnerableAPI {
        lint("lint.secret-example", variant) { document in
            let claims: JSON = ["sub": "1042", "role": "editor", "iat": 1_700_000_000]
            let token =
                variant == .flawed ? JSONWebToken.sign(claims, secret: "Gull-Anchor-9920-Quay") : "YOUR_ACCESS_TOKEN"
            document.query =
                "- {name: X-Session, in: header, schema: {type: string, maxLength: 400}, example: \(token)}"
        }
    }

    /// A server without TLS; the fixed one's other server is the developer's own machine.
    package static func lintHTTPServer(_ variant: Variant) -> VulnerableAPI {
        lint("lint.http-server", variant) { document in
            document.server =
                variant == .flawed
                ? "http://api.books.example" : "https://api.books.example\n  - url: http://localhost:8080"
        }
    }

    /// A protected operation that names no refusal; the fixed one names all of its client errors at once.
    package static func lintMissingRefusals(_ variant: Variant) -> VulnerableAPI {
        lint("lint.missing-401-403-429", variant) { document in
            document.refusals =
                variant == .flawed
                ? "\"404\": {description: Nothing there.}" : "4XX: {description: The request was refused.}"
        }
    }

    /// A password that goes into logs with the address; the fixed one's parameter only speaks of passwords.
    package static func lintPasswordInQuery(_ variant: Variant) -> VulnerableAPI {
        lint("lint.password-in-query", variant) { document in
            document.query =
                variant == .flawed
                ? "- {name: password, in: query, schema: {type: string, maxLength: 72}}"
                : "- {name: showPasswordRules, in: query, schema: {type: boolean}}"
        }
    }
}
