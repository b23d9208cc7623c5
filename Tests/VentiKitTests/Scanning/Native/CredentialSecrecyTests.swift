//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Testing

@testable import VentiKit

/// Credentials never leave a scan, however the target repeats them.
struct CredentialSecrecyTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var credential: Identity.Credential
        /// What must not occur anywhere.
        var canaries: [String]
    }

    private static let token = "tok-3nJ7qVx9-canary"
    private static let password = #"Pa"ss w/ord+9-canary"#
    private static let key = "key/+=9xQ canary"

    private static let cases = [
        Case(testDescription: "bearer", credential: .bearer(Secret(token)), canaries: [token]),
        Case(
            testDescription: "basic",
            credential: .basic(username: "ann", password: Secret(password)),
            canaries: [password, Base64.encode("ann:\(password)".utf8)]
        ),
        Case(
            testDescription: "key in the query",
            credential: .apiKey(name: "v", location: .query, value: Secret(key)),
            canaries: [key]
        ),
        Case(
            testDescription: "key in a header",
            credential: .apiKey(name: "X-Visitor", location: .header, value: Secret(key)),
            canaries: [key]
        ),
        Case(testDescription: "cookie", credential: .cookie(name: "theme", value: Secret(token)), canaries: [token]),
        Case(
            testDescription: "login",
            credential: .login(LoginRecipe(username: "ann", password: Secret(password))),
            canaries: [password, "issued-4hT2-canary"]
        ),
    ]

    /// Repeats the whole request in every answer, in several encodings.
    private func api() -> TinyAPI {
        let operations = [
            APIOperation("GET /echo").protected, APIOperation("GET /text/{id}").protected,
            APIOperation("POST /login", body: .texts("username", "password")),
        ]
        return TinyAPI(operations) { request in
            let lines = request.fields.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
            let text = "flaw \(request.method) \(request.target)\n\(lines)\n\(request.body)"
            let decoded = PercentEncoding.decode(text)
            let basic = request.fields[.authorization].flatMap { Base64.decode(String($0.dropFirst(6))) } ?? []
            if request.path.hasPrefix("/text") {
                return .init(body: "\(text)\n\(decoded)\n\(String(decoding: basic, as: UTF8.self))", type: "text/plain")
            }
            let answer = JSONValue.object([
                .init("token", .string("issued-4hT2-canary")), .init("seen", .string(text)),
                .init("plain", .string(decoded)),
                .init("basic", .string(String(decoding: basic, as: UTF8.self))),
            ])
            return .json(String(decoding: answer.serializedJSON(), as: UTF8.self))
        }
    }

    @Test(arguments: cases) func noReportAndNoEventHoldsOne(entry: Case) async throws {
        let log = EventLog()
        let api = api()
        let report = try await api.scan(
            as: [Identity("ann", credential: entry.credential)],
            checks: CheckSet.default.adding(WordCheck()),
            log: log
        ) { $0.rateLimitAttempts = 5 }
        #expect(report.findings.contains { $0.checkID == "test.word" })
        let lines =
            try [String(decoding: JSONCoding.encode(report), as: UTF8.self)] + log.events.map { try $0.ndjsonLine() }
        for canary in entry.canaries {
            // The target did see it.
            #expect(
                api.requests.contains {
                    PercentEncoding.decode("\($0.target) \($0.fields) \($0.body)").contains(canary)
                }
                    || entry.testDescription == "login" || entry.testDescription == "basic"
            )
            for form in forms(of: canary) {
                let leak = lines.first { $0.contains(form) }
                #expect(leak == nil, "\(form) in …\(leak.map { excerpt($0, form) } ?? "")")
            }
        }
    }

    private func forms(of secret: String) -> Set<String> {
        let escaped = String(
            String(decoding: JSONValue.string(secret).serializedJSON(), as: UTF8.self).dropFirst().dropLast()
        )
        let twice = String(
            String(decoding: JSONValue.string(escaped).serializedJSON(), as: UTF8.self).dropFirst().dropLast()
        )
        return [secret, escaped, twice, PercentEncoding.encode(secret)]
    }

    private func excerpt(_ text: String, _ form: String) -> String {
        guard let range = text.firstRange(of: form) else { return "" }
        return String(text[..<range.lowerBound].suffix(120) + text[range.lowerBound...].prefix(60))
    }
}
