//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Testing

@testable import VentiKit

struct LoginTests {
    private static let login = APIOperation("POST /login", body: .texts("username", "password"))
    private static let operations = [APIOperation("GET /me").protected, login]

    /// Issues one token a login, and accepts it where it still holds.
    private func api(
        _ operations: [APIOperation] = operations,
        token: @escaping @Sendable (TinyAPI.Request) -> String = { "token-no-\($0.count)" },
        accepts: @escaping @Sendable (TinyAPI.Request) -> Bool = { $0.bearer?.hasPrefix("token-") ?? false }
    ) -> TinyAPI {
        TinyAPI(operations) { request in
            switch request.path {
            case "/login":
                guard request.body.contains("Lantern-1") else { return .json(#"{"error":"wrong"}"#, 401) }
                return .json(#"{"token":"\#(token(request))"}"#)
            case "/me": return accepts(request) ? .json(#"{"name":"ann","note":"flaw"}"#) : .unauthorized
            default: return .notFound
            }
        }
    }

    private let ann = Identity("ann", username: "ann", password: "Lantern-1")

    @Test func anIdentityLogsInByTheDocumentsOperation() async throws {
        let api = api()
        let report = try await api.scan(as: [ann], checks: CheckSet([WordCheck()]))
        #expect(report.outcome == .completed)
        #expect(report.identities.map(\.works) == [true])
        #expect(report.identities.first?.detail == "GET /me 200, without a credential refused")
        #expect(report.identities.first?.operationsReached == 1)
        #expect(api.requests(to: "/login").first?.body == #"{"username":"ann","password":"Lantern-1"}"#)
        #expect(report.findings.map(\.confidence) == [.confirmed])
    }

    @Test func aTokenThatIsAboutToExpireIsReplacedBeforeItIsUsed() async throws {
        let api = TinyAPI([APIOperation("GET /a").protected, APIOperation("GET /b").protected, Self.login]) { request in
            guard request.path != "/login" else {
                let claims = #"{"sub":"ann","exp":\#(UnixTime.now + 1.5),"n":\#(request.count)}"#
                return .json(#"{"access_token":"\#(TestToken.signed(claims: claims))"}"#)
            }
            guard let token = request.bearer.flatMap({ JSONWebToken($0) }), let end = token.expiration,
                end > UnixTime.now
            else { return .unauthorized }
            // Long enough for the token to expire before the next request.
            if request.path == "/a" { try await Task.sleep(for: .seconds(1.6)) }
            return .json("{}")
        }
        let report = try await api.scan(as: [ann], checks: CheckSet([WordCheck()]))
        #expect(report.coverage.operations.map(\.isReached) == [true, true, true])
        #expect(!report.statistics.responses.keys.isEmpty)
        let tokens = Set(api.requests.filter { ["/a", "/b"].contains($0.path) }.compactMap(\.bearer))
        #expect(tokens.count >= 2)
    }

    @Test(arguments: [
        (
            #"{"error":"no"}"#, 401,
            "Identity ann could not log in at POST /login: it was answered 401; check the user name and password."
        ),
        (
            #"{"status":"fail"}"#, 200,
            "Identity ann could not log in at POST /login: the answer (200) holds no token; check the user name and "
                + "password, or say where it is with `extract`."
        ),
        (
            "<p>Welcome", 500,
            "Identity ann could not log in at POST /login: it was answered 500; check the user name and password."
        ),
    ]) func aLoginThatFailsStopsTheScanBeforeItBegins(body: String, status: Int, message: String) async throws {
        let api = TinyAPI(Self.operations) { $0.path == "/login" ? .json(body, status) : .json("{}") }
        let log = EventLog()
        let error = await #expect(throws: ScanError.self) { try await api.scan(as: [ann], log: log) }
        #expect(error?.code == .identityFailed)
        #expect(error?.message == message)
        #expect(log.events.isEmpty)
        #expect(api.requests(to: "/me").isEmpty)
    }

    @Test func aLoginWithoutAnAnswerIsNamed() async throws {
        struct Broken: Error {}
        let api = TinyAPI(Self.operations) { request in
            if request.path == "/login" { throw Broken() }
            return .json("{}")
        }
        let error = await #expect(throws: ScanError.self) { try await api.scan(as: [ann]) }
        #expect(error?.message == "Identity ann: POST /login got no answer (handler-failed).")
    }

    @Test func withoutALoginOperationTheMendIsNamed() async throws {
        let api = TinyAPI([APIOperation("GET /me").protected]) { _ in .json("{}") }
        let error = await #expect(throws: ScanError.self) { try await api.scan(as: [ann]) }
        #expect(
            error?.message
                == "Identity ann: no login operation is recognised in openapi; give its request in the identity's `request`, "
                + "or a token instead of a password."
        )
    }

    @Test func aWrongTokenEndsTheScanAndNamesItsIdentity() async throws {
        let good = Identity("bea", bearer: "token-1")
        let api = api()
        let report = try await api.scan(as: [good, Identity("ann", bearer: "wrong-one")])
        #expect(report.outcome == .failed)
        #expect(
            report.outcomeDetail
                == "Identity ann: its credential is refused wherever one is needed (GET /me); give one that is valid."
        )
        #expect(report.identities.map(\.works) == [true, false])
        #expect(report.coverage.reachedCount == 1)
    }

    @Test func aRecipeSaysEverythingItself() async throws {
        let recipe = LoginRecipe(
            username: #"a"nn"#,
            password: Secret(#"p\w"#),
            request: .init(path: "enter", body: #"{"who":"{{username}}","what":"{{password}}"}"#),
            extraction: .jsonPointer("/session/key"),
            tokenUse: .header(name: "X-Session", template: "id={{token}}")
        )
        let api = TinyAPI([APIOperation("GET /me").protected]) { request in
            if request.path == "/enter" { return .json(#"{"token":"decoy-token","session":{"key":77}}"#) }
            return request.fields.contains { $0.name.rawName == "X-Session" && $0.value == "id=77" }
                ? .json("{}") : .unauthorized
        }
        let report = try await api.scan(
            as: [Identity("ann", credential: .login(recipe))],
            checks: CheckSet([WordCheck()])
        )
        #expect(report.identities.map(\.works) == [true])
        #expect(report.coverage.reachedCount == 1)
        let sent = try #require(api.requests(to: "/enter").first)
        let body = try #require(JSONValue(parsingJSON: Array(sent.body.utf8)))
        #expect(body["who"] == .string(#"a"nn"#))
        #expect(body["what"] == .string(#"p\w"#))
    }
}
