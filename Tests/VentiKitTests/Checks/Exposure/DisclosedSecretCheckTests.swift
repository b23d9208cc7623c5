//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct DisclosedSecretCheckTests {
    private let check = DisclosedSecretCheck()

    @Test(arguments: [
        (#"{"id":1,"password":"hunter2"}"#, "password", "in the clear"),
        (#"{"user":{"passwordHash":"$2b$12$abcdefghijklmnopqrstuv"}}"#, "passwordHash", "bcrypt hash"),
        (#"{"password":"5f4dcc3b5aa765d61d8327deb882cf99"}"#, "password", "hexadecimal hash"),
        (#"[{"name":"a","user_password":"pass1"},{"name":"b","user_password":"pass2"}]"#, "user_password", "2 objects"),
        (#"{"card":{"cvv":123}}"#, "cvv", "in the clear"),
        (#"{"hash":"$argon2id$v=19$m=1,t=2,p=1$c2FsdA$aGFzaA"}"#, "hash", "Argon2 hash"),
        (#"{"data":{"items":[{"privateKey":"-----BEGIN PRIVATE KEY-----"}]}}"#, "privateKey", "in the clear"),
    ])
    func findsSecretsByTheirNames(body: String, property: String, words: String) throws {
        let exchange = HTTPExchange.fixture(body, identity: "alice")
        let findings = check.inspect(exchange)
        #expect(findings.count == 1)
        let finding = try #require(findings.first)
        #expect(finding.isProven(by: exchange))
        #expect(finding.summary.contains("\"\(property)\""))
        #expect(finding.summary.contains(words))
        #expect(finding.severity == .high)
        #expect(!finding.isProven(by: .fixture()))
    }

    @Test(arguments: [
        #"{"id":1,"name":"a"}"#,
        #"{"password":""}"#, #"{"password":null}"#, #"{"password":"********"}"#, #"{"password":"<redacted>"}"#,
        #"{"password":"[FILTERED]"}"#, #"{"password":true}"#, #"{"password":"required"}"#,
        #"{"errors":{"password":"too_short"}}"#, #"{"password":"must have at least eight characters"}"#,
        #"{"resetPassword":"abc123"}"#, #"{"links":{"password":"https://a.example/password"}}"#,
        #"{"properties":{"password":{"type":"string"}}}"#, #"{"passwordPolicy":"strict8"}"#,
        #"{"token":"abcdef123456","access_token":"x1y2z3"}"#, #"{"hash":"5f4dcc3b5aa765d61d8327deb882cf99"}"#,
        #"{"pin":"top-of-page"}"#, #"{"salt":"sea"}"#, "not json", #"{"password":"hunter2""#,
    ])
    func isSilentOnWhatIsNoSecret(body: String) {
        #expect(check.inspect(.fixture(body)).isEmpty)
    }

    @Test func aPasswordThatTheAPIHasMadeForSomebodyNewIsHandedOut() {
        func exchange(
            _ status: Int = 201,
            sent: String = #"{"email":"new@example.com"}"#,
            method: String = "POST",
            identity: String? = "alice",
            isDocumented: Bool = true,
            body: String = #"{"member":{"id":7},"password":"k7Qp-29xL"}"#
        ) -> HTTPExchange {
            var made = APISchema(.object)
            made.properties = [.init(name: "password", schema: APISchema(.string))]
            let content = APIContent(mediaType: "application/json", schema: isDocumented ? made : APISchema(.object))
            var exchange = HTTPExchange.fixture(
                body,
                status: status,
                method: method,
                target: "/members",
                requestBody: sent,
                identity: identity
            )
            exchange.operation = APIOperation(
                method: method,
                path: "/members",
                responses: ["\(status)": APIResponse(contents: [content])]
            )
            return exchange
        }
        #expect(check.inspect(exchange()).isEmpty)
        #expect(check.inspect(exchange(200)).count == 1)
        #expect(check.inspect(exchange(sent: #"{"password":"k7Qp-29xL"}"#)).count == 1)
        #expect(check.inspect(exchange(method: "GET")).count == 1)
        #expect(check.inspect(exchange(identity: nil)).count == 1)
        #expect(check.inspect(exchange(isDocumented: false)).count == 1)
        #expect(check.inspect(exchange(body: #"{"password":"$2b$12$abcdefghijklmnopqrstuv"}"#)).count == 1)
    }

    @Test(arguments: [true, false])
    func whatAPersonKeepsAndTheDocumentListsIsNoLeakToThem(isList: Bool) {
        var diary = APISchema(.object)
        diary.properties = [.init(name: "secret", schema: APISchema(.string))]
        var list = APISchema(.array)
        list.items = [diary]
        let content = APIContent(mediaType: "application/json", schema: isList ? list : diary)
        let operation = APIOperation(
            method: "GET",
            path: "/diary",
            responses: ["200": APIResponse(contents: [content])]
        )
        let body = #"{"secret":"went to sea"}"#
        var exchange = HTTPExchange.fixture(body, identity: "alice")
        exchange.operation = operation
        #expect(check.inspect(exchange).isEmpty)
        var other = HTTPExchange.fixture(#"{"secret":"k3y-of-the-door"}"#)
        other.operation = operation
        #expect(check.inspect(other).count == 1)
    }

    @Test func believesTheDocumentAboutOtherNames() throws {
        var seed = APISchema(.string)
        seed.isWriteOnly = true
        var phrase = APISchema(.string)
        phrase.format = "password"
        var base = APISchema(.object)
        base.properties = [.init(name: "recovery", schema: seed)]
        var account = APISchema(.object)
        account.allOf = [.reference("#/base")]
        account.properties = [.init(name: "unlock", schema: phrase), .init(name: "name", schema: APISchema(.string))]
        var list = APISchema(.array)
        list.items = [.reference("#/account")]
        let operation = APIOperation(
            method: "GET",
            path: "/accounts",
            responses: ["200": APIResponse(contents: [APIContent(mediaType: "application/json", schema: list)])]
        )
        let exchange = HTTPExchange.fixture(
            #"[{"recovery":"blue sky over water","unlock":"abcd","name":"x1"}]"#,
            operation: operation,
            schemas: SchemaLibrary(["#/account": account, "#/base": base])
        )
        let findings = check.inspect(exchange)
        #expect(findings.map(\.evidenceClass) == ["recovery", "unlock"])
        #expect(findings.allSatisfy { $0.isProven(by: exchange) })
        #expect(check.inspect(.fixture(#"[{"recovery":"blue","unlock":"abcd"}]"#)).isEmpty)
    }

    @Test func neverTellsTheValue() throws {
        let finding = try #require(check.inspect(.fixture(#"{"password":"hunter2-secret"}"#)).first)
        #expect(!finding.summary.contains("hunter2-secret"))
        #expect(finding.proof?.steps.first?.response?.bodyExcerpt.contains("hunter2-secret") == false)
    }

    @Test func anEchoIsLessSevere() {
        let exchange = HTTPExchange.fixture(
            #"{"password":"hunter2"}"#,
            status: 201,
            method: "POST",
            requestBody: #"{"password":"hunter2"}"#
        )
        #expect(check.inspect(exchange).map(\.severity) == [.medium])
    }

    @Test func aSecretThatIsIssuedOnceIsByDesign() {
        let body = #"{"clientId":"c1","clientSecret":"zXy93kQ1"}"#
        #expect(check.inspect(.fixture(body, status: 201, method: "POST")).isEmpty)
        #expect(check.inspect(.fixture(body)).count == 1)
    }

    @Test func aSchemaThatGoesInCirclesEnds() {
        var schema = APISchema(.object)
        schema.allOf = [.reference("#/a"), .reference("#/a")]
        schema.properties = [.init(name: "next", schema: .reference("#/a"))]
        let content = APIContent(mediaType: "application/json", schema: .reference("#/a"))
        let operation = APIOperation(method: "GET", path: "/a", responses: ["200": APIResponse(contents: [content])])
        let body = String(repeating: #"{"next":"#, count: 100) + "{}" + String(repeating: "}", count: 100)
        let exchange = HTTPExchange.fixture(body, operation: operation, schemas: SchemaLibrary(["#/a": schema]))
        #expect(check.inspect(exchange).isEmpty)
    }
}
