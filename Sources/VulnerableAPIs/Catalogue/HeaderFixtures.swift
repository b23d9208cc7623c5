//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes

extension VulnerableAPI {
    /// Nothing keeps a browser from guessing types, framing pages or caching what only the caller may see.
    package static func missingHeaders(_ variant: Variant) -> VulnerableAPI {
        notes("headers", variant) { variant == .flawed ? $0 : Fixture.careful($0) }
    }

    /// Answers over TLS do not tell the browser to come back over TLS only.
    package static func missingStrictTransport(_ variant: Variant) -> VulnerableAPI {
        var api = notes("headers.hsts", variant) { answer in
            without("Strict-Transport-Security", in: variant, Fixture.careful(answer))
        }
        api.scheme = "https"
        return api
    }

    /// A manual in HTML, whose links tell other sites where the reader came from.
    package static func missingReferrerPolicy(_ variant: Variant) -> VulnerableAPI {
        let document = FixtureDocument(
            title: "Manual",
            operations: [
                FixtureOperation(
                    path: "/manual",
                    summary: "The manual, to be read in a browser.",
                    response: .textSchema(5000),
                    mediaType: "text/html",
                    isPublic: true
                )
            ]
        )
        return .fixture("headers.referrer", variant, document) { router in
            router.finish = { _, answer in without("Referrer-Policy", in: variant, Fixture.careful(answer)) }
            router.on("GET", "/manual") { _ in
                .html("<!doctype html><title>Manual</title><a href=\"https://vendor.example/\">Vendor</a>")
            }
        }
    }

    private static func without(_ name: String, in variant: Variant, _ answer: Answer) -> Answer {
        guard variant == .flawed, let name = HTTPField.Name(name) else { return answer }
        var copy = answer
        copy.headers[name] = nil
        return copy
    }

    /// The server says what it is and which version.
    ///
    /// The fixed one's fields have digits too, but of a protocol and of the API's own version.
    package static func versionLeak(_ variant: Variant) -> VulnerableAPI {
        notes("headers.version-leak", variant) { answer in
            let answer = Fixture.careful(answer)
            guard variant == .flawed else { return answer.with("Server", "edge-h2").with("X-API-Version", "2.1") }
            return answer.with("Server", "Apache/2.4.49 (Unix)").with("X-Powered-By", "PHP/7.4.3")
        }
    }

    /// TRACE sends back what came in.
    ///
    /// The fixed one answers it with 200 and the page of its application.
    package static func trace(_ variant: Variant) -> VulnerableAPI {
        var api = notes("methods.trace", variant) { Fixture.careful($0) }
        let inner = api.handler
        var tracing = Router()
        tracing.echoesTrace = variant == .flawed
        tracing.finish = { _, answer in Fixture.careful(answer) }
        tracing.fallback = { _ in .html(Fixture.page) }
        let outer = tracing.handler
        api.handler = { request, body in
            request.method == .trace ? await outer(request, body) : await inner(request, body)
        }
        return api
    }

    private static func notes(
        _ name: String,
        _ variant: Variant,
        finish: @escaping @Sendable (Answer) -> Answer
    ) -> VulnerableAPI {
        let token = Fixture.randomSecret()
        let note: JSON = .objectSchema(
            ["title": .textSchema(), "text": .textSchema(1000)],
            required: ["title", "text"]
        )
        let document = FixtureDocument(
            title: "Notes",
            security: .bearer,
            operations: [
                FixtureOperation(path: "/notes", summary: "The caller's notes.", response: .listSchema(of: note))
            ]
        )
        let account = DemoAccount(name: "writer", username: "writer", password: "", credential: .bearer(token))
        return .fixture(name, variant, document, accounts: [account]) { router in
            router.finish = { _, answer in finish(answer) }
            router.on("GET", "/notes") { request in
                guard request.bearerToken == token else { throw Problem.unauthorized }
                return .json([["title": "Garden", "text": "Plant the beans."]])
            }
        }
    }
}
