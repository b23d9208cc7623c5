//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Testing

@testable import VulnerableAPIs

struct CatalogueTests {
    private func clients(_ make: (Variant) -> VulnerableAPI) -> (flawed: TestClient, fixed: TestClient) {
        (client(make(.flawed)), client(make(.fixed)))
    }

    private func client(_ api: VulnerableAPI) -> TestClient {
        var client = TestClient(api: api)
        client.credential = api.accounts.first?.credential
        return client
    }

    @Test func everyEntryHasADocumentThatNamesItsOperation() throws {
        let entries = Catalogue.all
        #expect(Set(entries.map(\.checkID)).count >= 29)
        for entry in entries {
            for api in [entry.flawed, entry.fixed] where api.document.hasPrefix("{") {
                let document = try JSON(parsing: Array(api.document.utf8))
                guard entry.operation != "*" else { continue }
                let parts = entry.operation.split(separator: " ")
                let path = document["paths"]?[String(parts[1])]
                #expect(path?[parts[0].lowercased()] != nil, "\(api.name)")
            }
        }
    }

    /// The services, and what must be made first, have tests of their own.
    private static let fixtures =
        Catalogue.all.filter { entry in
            entry.service == nil
                && !["bfla.role-ordinary", "bfla.method-override-put"].contains { entry.flawed.name.hasPrefix($0) }
        }
        .flatMap { [$0.flawed, $0.fixed] } + [VulnerableAPI.unrelated]

    @Test(arguments: fixtures)
    func honestRequestsSucceed(_ api: VulnerableAPI) async throws {
        var client = client(api)
        if let login = api.login, let account = api.accounts.first {
            let body = JSON.object([
                .init(name: login.usernameField, value: .string(account.username)),
                .init(name: login.passwordField, value: .string(account.password)),
            ])
            let token = try await client.send("POST", login.path, body: body).json
            client.token = token[String(login.tokenPointer.dropFirst())]?.stringValue
            #expect(client.token != nil)
        }
        // The first answer of the menu's twin is 503.
        _ = try await client.send("GET", "/dishes")
        // Nobody is a member of the club before they join.
        let others = ["/specials", "/reservations", "/me", "/handoff", "/transfers", "/own-shelf"]
        for path in Self.honestPaths(api) where !others.contains(path) {
            let reply = try await client.send("GET", path)
            #expect(reply.status == 200, "\(api.name) \(path) \(reply.text)")
            #expect(reply.json["error"] == nil)
        }
    }

    private static func honestPaths(_ api: VulnerableAPI) -> [String] {
        guard let document = try? JSON(parsing: Array(api.document.utf8)), case .object(let paths) = document["paths"]
        else { return ["/entries"] }
        return paths.filter { $0.value["get"] != nil }.map { path in
            path.value["get"]?["parameters"]?.elements.reduce(path.name) { target, parameter in
                let (name, example) = (parameter["name"]?.stringValue ?? "", parameter["example"] ?? "")
                let text = example.stringValue ?? example.text
                if parameter["in"] == "query" { return target + (target.contains("?") ? "&" : "?") + "\(name)=\(text)" }
                return target.split(separator: "{").first.map { $0 + text } ?? target
            } ?? path.name
        }
    }

    @Test func injectedSQLRunsInTheFlawedAPIsOnly() async throws {
        let error = clients(VulnerableAPI.sqlError)
        #expect(try await error.flawed.send("GET", "/articles/2%27").text.contains("psycopg2.errors.SyntaxError"))
        #expect(try await error.fixed.send("GET", "/articles/2%27").status == 400)
        let boolean = clients(VulnerableAPI.sqlBoolean)
        var counts: [Int] = []
        for client in [boolean.flawed, boolean.fixed] {
            for number in [1, 2] {
                let reply = try await client.send("GET", "/products?category=kitchen%27%20AND%201=\(number)--%20")
                counts.append(reply.json["items"]?.elements.count ?? -1)
            }
        }
        #expect(counts == [2, 0, 3, 3])
        let time = clients(VulnerableAPI.sqlTime)
        let target = "/subscriptions/status?token=x%27%20AND%201=(SELECT%201%20FROM%20pg_sleep(0.4))--%20"
        let start = ContinuousClock.now
        #expect(try await time.flawed.send("GET", target).status == 200)
        #expect(ContinuousClock.now - start >= .milliseconds(400))
    }

    @Test func tracesAreShownByTheFlawedAPIsOnly() async throws {
        let java = clients(VulnerableAPI.javaStackTrace)
        #expect(
            try await java.flawed.send("GET", "/orders/x").text.contains("\tat java.base/java.util.UUID.fromString")
        )
        #expect(try await java.fixed.send("GET", "/orders/x").status == 400)
        let python = clients(VulnerableAPI.pythonStackTrace)
        #expect(
            try await python.flawed.send("GET", "/events?day=x").text.hasPrefix("Traceback (most recent call last):")
        )
        #expect(try await python.fixed.send("GET", "/events?day=x").status == 400)
    }

    @Test func wrongCredentialsPassInTheFlawedAPIsOnly() async throws {
        var missing = clients(VulnerableAPI.missingAuthentication)
        missing.flawed.credential = nil
        missing.fixed.credential = nil
        #expect(try await missing.flawed.send("GET", "/payslips").json["success"] == true)
        #expect(try await missing.fixed.send("GET", "/payslips").json["success"] == false)
        for make in [VulnerableAPI.invalidKeyAccepted, VulnerableAPI.invalidTokenAccepted] {
            var pair = clients(make)
            let wrong: DemoCredential =
                pair.fixed.api.accounts[0].token == nil
                ? .header(name: "X-API-Key", value: "wrong") : .bearer("wrong")
            for credential in [wrong, nil] {
                pair.flawed.credential = credential
                pair.fixed.credential = credential
                #expect(try await pair.flawed.send("GET", "/readings").status == (credential == nil ? 401 : 200))
                #expect(try await pair.fixed.send("GET", "/readings").status > 400)
            }
        }
    }

    @Test(arguments: ["alg-none", "signature", "weak-secret"])
    func forgedTokensPassInTheFlawedAPIsOnly(_ flaw: String) async throws {
        let claims: JSON = ["sub": "bram"]
        let unsigned =
            Base64URL.encode(Array("{\"alg\":\"none\"}".utf8)) + "." + Base64URL.encode(Array(claims.text.utf8)) + "."
        var (pair, token): ((flawed: TestClient, fixed: TestClient), String) =
            switch flaw {
            case "alg-none": (clients(VulnerableAPI.tokenAlgorithmNone), unsigned)
            case "signature": (clients(VulnerableAPI.tokenSignatureIgnored), JSONWebToken.sign(claims, secret: "guess"))
            default: (clients(VulnerableAPI.tokenWeakSecret), JSONWebToken.sign(claims, secret: "secret"))
            }
        pair.flawed.credential = .bearer(token)
        pair.fixed.credential = .bearer(token)
        #expect(try await pair.flawed.send("GET", "/diary").json["owner"] == "bram")
        #expect(try await pair.fixed.send("GET", "/diary").json["owner"] == nil)
    }

    @Test func loginsTellOrCountOnlyAsTheyShould() async throws {
        func reason(_ client: TestClient, _ email: String) async throws -> JSON? {
            let body: JSON = ["email": .string(email), "password": "no"]
            return try await client.send("POST", "/sessions", body: body).json["reason"]
        }
        let enumeration = clients(VulnerableAPI.userEnumeration)
        #expect(try await reason(enumeration.flawed, "vera@fixtures.example") == "wrong-password")
        #expect(try await reason(enumeration.flawed, "nobody@fixtures.example") == "no-such-account")
        #expect(try await reason(enumeration.fixed, "vera@fixtures.example") == "mismatch")
        #expect(try await reason(enumeration.fixed, "nobody@fixtures.example") == "mismatch")
        let limit = clients(VulnerableAPI.noRateLimit)
        for (client, last) in [(limit.flawed, 401), (limit.fixed, 429)] {
            var status = 0
            for _ in 0..<11 {
                status = try await client.send("POST", "/auth/login", body: ["username": "vera", "password": "no"])
                    .status
            }
            #expect(status == last)
        }
    }

    @Test func headersGiveAwayOnlyTheFlawedAPIs() async throws {
        let origin = ["Origin": "https://other.example"]
        let allowed = try #require(HTTPField.Name("Access-Control-Allow-Origin"))
        let reflected = clients(VulnerableAPI.corsReflected)
        #expect(
            try await reflected.flawed.send("GET", "/basket", headers: origin).headers[allowed]
                == "https://other.example"
        )
        #expect(
            try await reflected.fixed.send("GET", "/basket", headers: origin).headers[allowed]
                == "https://shop.fixtures.example"
        )
        let wildcard = clients(VulnerableAPI.corsWildcard)
        #expect(try await wildcard.flawed.send("GET", "/basket").headers[allowed] == "*")
        #expect(try await wildcard.fixed.send("GET", "/basket").headers[allowed] == nil)
        let nosniff = try #require(HTTPField.Name("X-Content-Type-Options"))
        let missing = clients(VulnerableAPI.missingHeaders)
        #expect(try await missing.flawed.send("GET", "/notes").headers[nosniff] == nil)
        #expect(try await missing.fixed.send("GET", "/notes").headers[nosniff] == "nosniff")
        let transport = try #require(HTTPField.Name("Strict-Transport-Security"))
        let strict = clients(VulnerableAPI.missingStrictTransport)
        #expect(try await strict.flawed.send("GET", "/notes").headers[transport] == nil)
        #expect(try await strict.fixed.send("GET", "/notes").headers[transport] != nil)
        let referrer = try #require(HTTPField.Name("Referrer-Policy"))
        let manual = clients(VulnerableAPI.missingReferrerPolicy)
        #expect(try await manual.flawed.send("GET", "/manual").headers[referrer] == nil)
        #expect(try await manual.fixed.send("GET", "/manual").headers[referrer] == "no-referrer")
        let version = clients(VulnerableAPI.versionLeak)
        #expect(try await version.flawed.send("GET", "/notes").headers[.server] == "Apache/2.4.49 (Unix)")
        #expect(try await version.fixed.send("GET", "/notes").headers[.server] == "edge-h2")
        let trace = clients(VulnerableAPI.trace)
        #expect(
            try await trace.flawed.send("TRACE", "/notes", headers: ["X-Canary": "c9"]).text.contains("X-Canary: c9")
        )
        let page = try await trace.fixed.send("TRACE", "/notes", headers: ["X-Canary": "c9"])
        #expect(page.status == 200)
        #expect(!page.text.contains("c9"))
    }

    @Test func secretsAreSentByTheFlawedAPIsOnly() async throws {
        let leak = clients(VulnerableAPI.writeOnlyLeak)
        #expect(try await leak.flawed.send("GET", "/accounts/me").text.contains("$2b$12$"))
        #expect(try await leak.fixed.send("GET", "/accounts/me").json["password"] == "********")
        let actuator = clients(VulnerableAPI.actuator)
        #expect(try await actuator.flawed.send("GET", "/actuator/env").text.contains("DB_PASSWORD"))
        #expect(try await actuator.flawed.send("GET", "/actuator/random").status == 404)
        #expect(try await actuator.fixed.send("GET", "/actuator/env").text == Fixture.page)
        let dump = clients(VulnerableAPI.debugDump)
        #expect(try await dump.flawed.send("GET", "/internal/debug").text.contains("SECRET_KEY"))
        #expect(try await dump.fixed.send("GET", "/internal/debug").json["debug"] == false)
    }

    @Test func theFlawedSpecialsAlwaysFail() async throws {
        let specials = clients(VulnerableAPI.failingOperation)
        #expect(try await specials.flawed.send("GET", "/specials").status == 500)
        #expect(try await specials.fixed.send("GET", "/specials").status == 200)
    }

    @Test func pageZeroBreaksTheFlawedMenuOnly() async throws {
        let menu = clients(VulnerableAPI.serverError)
        #expect(try await menu.flawed.send("GET", "/dishes?page=0").status == 500)
        #expect(try await menu.fixed.send("GET", "/dishes?page=0").status == 503)
        #expect(try await menu.fixed.send("GET", "/dishes?page=0").status == 200)
    }
}
