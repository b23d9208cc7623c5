//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import Testing

@testable import VentiKit

struct RefreshTests {
    private static let refresh = APIOperation("POST /auth/refresh", body: .texts("refreshToken"))

    /// A session at an API that gives refresh tokens, and the requests that it has sent.
    private func session(
        answer: @escaping @Sendable (String, Int) -> ProbeResponse
    ) -> (IdentitySession, @Sendable () -> [String]) {
        let sent = Mutex<[String]>([])
        let session = IdentitySession(
            identity: Identity("ann", username: "ann", password: "pw"),
            description: APIDescription([
                APIOperation("POST /login", body: .texts("username", "password")), Self.refresh,
            ]),
            refresh: RefreshOperation(Self.refresh, schemas: .empty),
            seed: 0,
            send: { request, operation in
                let number = sent.withLock { sent in
                    sent.append("\(request.target) \(String(decoding: request.body, as: UTF8.self))")
                    return sent.count
                }
                return HTTPExchange(
                    number: number,
                    operation: operation,
                    identity: "ann",
                    request: request,
                    response: answer(request.target, number),
                    purpose: .setup
                )
            },
            onToken: { _ in }
        )
        return (session, { sent.withLock { $0 } })
    }

    private func token(_ number: Int) -> ProbeResponse {
        .json(#"{"access_token":"access-\#(number)","refresh_token":"refresh-\#(number)"}"#)
    }

    @Test func theRefreshTokenIsUsedAndReplacedByTheNewOne() async throws {
        let (session, sent) = session { _, number in token(number) }
        for _ in 0..<3 { try await session.renew() }
        #expect(sent().map { $0.prefix { $0 != " " } } == ["/login", "/auth/refresh", "/auth/refresh"])
        #expect(sent().dropFirst().map { $0.contains("refresh-1") } == [true, false])
        #expect(sent().last?.contains("refresh-2") ?? false)
        #expect(await session.currentToken == Secret("access-3"))
    }

    @Test func aRefusedRefreshLogsIn() async throws {
        let (session, sent) = session { target, number in
            target == "/auth/refresh" ? ProbeResponse(status: 401) : token(number)
        }
        for _ in 0..<2 { try await session.renew() }
        #expect(sent().map { $0.prefix { $0 != " " } } == ["/login", "/auth/refresh", "/login"])
        #expect(await session.currentToken == Secret("access-3"))
    }

    @Test func aSessionThatWasEndedIsNotRefreshed() async throws {
        let (session, sent) = session { _, number in token(number) }
        try await session.renew()
        await session.forget()
        try await session.renew()
        #expect(sent().map { $0.prefix { $0 != " " } } == ["/login", "/login"])
    }

    @Test(arguments: [
        ("POST /auth/refresh", "refreshToken"), ("POST /token/renew", "token"), ("PUT /session", "refresh_token"),
    ])
    func aRefreshIsRecognised(_ id: String, _ field: String) throws {
        let found = try #require(RefreshOperation(APIOperation(id, body: .texts(field)), schemas: .empty))
        #expect(found.tokenField == InsertionPoint(.body, "/\(field)"))
    }

    @Test(arguments: [("POST /auth/refresh", "reason"), ("POST /orders", "token"), ("GET /refresh", "refreshToken")])
    func somethingElseIsNot(_ id: String, _ field: String) {
        #expect(RefreshOperation(APIOperation(id, body: .texts(field)), schemas: .empty) == nil)
    }
}
