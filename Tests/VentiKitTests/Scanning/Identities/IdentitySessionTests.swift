//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import Testing

@testable import VentiKit

struct IdentitySessionTests {
    /// A login that gives a new token each time, and counts.
    private final class Counter: Sendable {
        let logins = Mutex(0)
        func next() -> Int {
            logins.withLock {
                $0 += 1
                return $0
            }
        }
    }

    private static let description = APIDescription(
        [APIOperation("POST /login", body: .texts("username", "password"))],
        security: ["token": .bearer(format: nil)]
    )

    private func session(
        _ credential: Identity.Credential,
        description: APIDescription = description,
        counter: Counter = Counter(),
        answer: @escaping @Sendable (Int) -> ProbeResponse = { .json(#"{"token":"token-no-\#($0)"}"#) }
    ) -> IdentitySession {
        IdentitySession(
            identity: Identity("ann", credential: credential),
            description: description,
            seed: 0,
            send: { request, operation in
                let number = counter.next()
                await Task.yield()
                return HTTPExchange(
                    number: number,
                    operation: operation,
                    identity: "ann",
                    request: request,
                    response: answer(number),
                    purpose: .setup
                )
            },
            onToken: { _ in }
        )
    }

    private func authorized(_ session: IdentitySession, _ mutation: TokenMutation? = nil) async throws -> ProbeRequest {
        var random = SeededRandom(seed: 0)
        let request = ProbeRequest(method: "GET", target: "/me?x=1", headers: ["Cookie": "theme=dark"])
        return try await session.authorize(request, mutation: mutation, random: &random)
    }

    private let login = Identity.Credential.login(LoginRecipe(username: "ann", password: Secret("pw")))

    @Test func credentialsGoWhereTheyBelong() async throws {
        let bearer = try await authorized(session(.bearer(Secret("t"))))
        #expect(bearer.headers["Authorization"] == "Bearer t")
        let basic = try await authorized(session(.basic(username: "ann", password: Secret("pw:1"))))
        #expect(basic.headers["Authorization"] == "Basic YW5uOnB3OjE=")
        let query = try await authorized(session(.apiKey(name: "the key", location: .query, value: Secret("a&b"))))
        #expect(query.target == "/me?x=1&the%20key=a%26b")
        let header = try await authorized(session(.apiKey(name: "X-Key", location: .header, value: Secret("k"))))
        #expect(header.headers["X-Key"] == "k")
        let cookie = try await authorized(session(.cookie(name: "sid", value: Secret("s"))))
        #expect(cookie.headers.values(of: "cookie") == ["theme=dark; sid=s"])
    }

    @Test func aLoginHappensAtTheFirstRequestAndOnlyOnce() async throws {
        let counter = Counter()
        let session = session(login, counter: counter)
        for _ in 0..<3 { #expect(try await authorized(session).headers["Authorization"] == "Bearer token-no-1") }
        #expect(counter.logins.withLock { $0 } == 1)
    }

    @Test func manyAtOnceLogInOnce() async throws {
        let counter = Counter()
        let session = session(login, counter: counter)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { try await session.renew() } }
            try await group.waitForAll()
        }
        #expect((1...20).contains(counter.logins.withLock { $0 }))
        #expect(
            try await authorized(session).headers["Authorization"]
                == "Bearer token-no-\(counter.logins.withLock { $0 })"
        )
    }

    @Test func aRefusalRightAfterALoginDoesNotLogInAgain() async throws {
        let session = session(login)
        _ = try await authorized(session)
        #expect(try await session.renewAfterRefusal() == false)
    }

    @Test func aRefusalBeforeAnyLoginLogsIn() async throws {
        let session = session(login)
        #expect(try await session.renewAfterRefusal())
        #expect(try await authorized(session).headers["Authorization"] == "Bearer token-no-1")
    }

    @Test func aCredentialThatCannotBeRenewedIsNot() async throws {
        #expect(try await session(.bearer(Secret("t"))).renewAfterRefusal() == false)
    }

    @Test func aMutationChangesOnlyWhatIsSent() async throws {
        let session = session(.bearer(Secret("abcdefghi")))
        #expect(try await authorized(session, .truncated).headers["Authorization"] == "Bearer abcdef")
        #expect(try await authorized(session, .removed).headers["Authorization"] == nil)
        #expect(try await authorized(session).headers["Authorization"] == "Bearer abcdefghi")
    }

    @Test(arguments: [
        (APISecurityScheme.apiKey(name: "X-Auth", location: .header), "X-Auth", "token-no-1"),
        (.apiKey(name: "Authorization", location: .header), "Authorization", "Bearer token-no-1"),
        (.apiKey(name: "sid", location: .cookie), "Cookie", "theme=dark; sid=token-no-1"),
        (.oauth2(flows: ["password"]), "Authorization", "Bearer token-no-1"),
    ])
    func theTokenOfALoginGoesWhereTheDocumentSays(scheme: APISecurityScheme, header: String, value: String) async throws
    {
        let description = APIDescription(Self.description.operations, security: ["main": scheme])
        #expect(try await authorized(session(login, description: description)).headers[header] == value)
    }

    @Test func aSessionCookieIsSentBackAsOne() async throws {
        let session = session(login) { _ in
            ProbeResponse(
                status: 302,
                headers: ["Set-Cookie": "csrf_token=aaaaaaaaaaaa", "set-cookie": "sid=abcdefgh1; Path=/; HttpOnly"]
            )
        }
        #expect(try await authorized(session).headers["Cookie"] == "theme=dark; sid=abcdefgh1")
    }
}
