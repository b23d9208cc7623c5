//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization

/// A club whose members register, sign in and change their passwords: one API for the flaws of accounts and sessions.
struct ClubFixture: Sendable {
    /// The one thing that the flawed API gets wrong.
    enum Flaw: String, Sendable {
        /// A member may change the password of any other.
        case othersPassword
        /// The current password is asked for and not looked at.
        case currentPasswordIgnored
        /// Wrong passwords of members are not counted, only those of names that nobody has.
        case neverLocks
        /// Failures are counted for the address that the client says it has.
        case trustsForwardedFor
        /// A login keeps the cookie that the client brings along.
        case keepsCookie
        /// The first administrator has the password that everybody tries first.
        case defaultPassword
        /// Tokens are numbers that are counted up.
        case countsTokens
        /// The answer to a picture puzzle is asked for and not looked at.
        case ignoresCaptcha
    }

    let flaw: Flaw
    let variant: Variant
    private let state = State()

    /// What the club keeps.
    final class State: Sendable {
        let members = Mutex<[String: DemoPassword]>([:])
        let sessions = Mutex<[String: String]>([:])
        let failures = FailureLimit()
        let lastToken = Mutex(731_204)
        /// What the picture shows, to who looks at it.
        let puzzle = Fixture.randomSecret()
    }

    func has(_ flaw: Flaw) -> Bool { variant == .flawed && self.flaw == flaw }

    private var usesCookie: Bool { flaw == .keepsCookie }

    func api(_ name: String) -> VulnerableAPI {
        if flaw == .defaultPassword {
            let password = has(.defaultPassword) ? "admin" : Fixture.randomSecret()
            state.members.withLock { $0["admin"] = DemoPassword(password) }
        }
        return .fixture(name, variant, document) { router in
            router.on("POST", "/members") { try register($0) }
            router.on("POST", "/sessions") { try signIn($0) }
            router.on("DELETE", "/sessions/current") { request in
                _ = try caller(request)
                state.sessions.withLock { $0[token(of: request) ?? ""] = nil }
                return .empty
            }
            router.on("GET", "/me") { request in .json(["username": .string(try caller(request)), "visits": 4]) }
            router.on("PUT", "/members/{username}/password") { try changePassword($0) }
        }
    }

    private func token(of request: IncomingRequest) -> String? {
        usesCookie ? request.cookie("sid") : request.bearerToken
    }

    private func caller(_ request: IncomingRequest) throws -> String {
        guard let token = token(of: request), let name = state.sessions.withLock({ $0[token] }) else {
            throw Problem.unauthorized
        }
        return name
    }

    private func register(_ request: IncomingRequest) throws -> Answer {
        let fields = try DemoFields(request)
        let name = try fields.text("username", 3...32)
        let password = DemoPassword(try fields.text("password", 8...72))
        if flaw == .ignoresCaptcha, variant == .fixed {
            let answer = try fields.text("captchaAnswer", 1...80)
            guard answer == state.puzzle else { throw Problem(400, "That is not what the picture shows.") }
        }
        try state.members.withLock { members in
            guard members[name] == nil else { throw Problem(409, "The name is taken.") }
            members[name] = password
        }
        return .json(["username": .string(name), "visits": 0], status: 201)
    }

    private func signIn(_ request: IncomingRequest) throws -> Answer {
        let fields = try DemoFields(request)
        let name = try fields.text("username", 1...32)
        let password = try fields.text("password", 1...72)
        let stored = state.members.withLock { $0[name] }
        let key = has(.trustsForwardedFor) ? request.header("X-Forwarded-For") ?? "direct" : name
        let isCounted = stored == nil || !has(.neverLocks)
        if isCounted, let seconds = state.failures.secondsToWait(for: key) { throw Problem.tooMany(seconds) }
        guard DemoPassword.check(password, against: stored) else {
            if isCounted { state.failures.recordFailure(of: key) }
            throw Problem(401, "Name or password is wrong.")
        }
        let brought = has(.keepsCookie) ? request.cookie("sid") : nil
        let token = brought ?? newToken()
        state.sessions.withLock { $0[token] = name }
        guard usesCookie else { return .json(["token": .string(token)]) }
        let answer = Answer.json(["username": .string(name)])
        if brought != nil { return answer }
        return answer.with("Set-Cookie", "sid=\(token); Path=/; HttpOnly; Secure; SameSite=Strict")
    }

    private func newToken() -> String {
        guard has(.countsTokens) else { return Fixture.randomSecret() }
        return state.lastToken.withLock { last in
            last += 1
            return String(last)
        }
    }

    private func changePassword(_ request: IncomingRequest) throws -> Answer {
        let caller = try caller(request)
        let name = request.parameter("username")
        guard name == caller || has(.othersPassword) else { throw Problem(403, "It is not yours.") }
        let fields = try DemoFields(request)
        let current = try fields.optionalText("currentPassword", 1...72)
        let new = DemoPassword(try fields.text("newPassword", 8...72))
        try state.members.withLock { members in
            let isRight = current.map { DemoPassword.check($0, against: members[caller]) } ?? false
            guard isRight || has(.currentPasswordIgnored) else { throw Problem(403, "The current password is wrong.") }
            guard members[name] != nil else { throw Problem.notFound }
            members[name] = new
        }
        return .empty
    }

    private func registration(_ password: JSON) -> JSON {
        .objectSchema(
            [
                "username": .textSchema(32, [.init(name: "minLength", value: 3)]), "password": password,
                "captchaAnswer": .textSchema(80),
            ],
            required: ["username", "password", "captchaAnswer"]
        )
    }

    private var document: FixtureDocument {
        let password: JSON = .textSchema(
            72,
            [.init(name: "format", value: "password"), .init(name: "minLength", value: 8)]
        )
        let credentials: JSON = .objectSchema(
            ["username": .textSchema(32, [.init(name: "minLength", value: 3)]), "password": password],
            required: ["username", "password"]
        )
        let member: JSON = .objectSchema(
            ["username": .textSchema(32), "visits": .numberSchema(0...9)],
            required: ["username"]
        )
        return FixtureDocument(
            title: "Rowing club",
            security: usesCookie ? .cookie("sid") : .bearer,
            operations: [
                FixtureOperation(
                    method: "POST",
                    path: "/members",
                    summary: "Joins the club.",
                    body: flaw == .ignoresCaptcha ? registration(password) : credentials,
                    response: member,
                    success: 201,
                    failures: [400, 409, 415],
                    isPublic: true
                ),
                FixtureOperation(
                    method: "POST",
                    path: "/sessions",
                    summary: "Signs in.",
                    body: credentials,
                    response: usesCookie ? member : .objectSchema(["token": .textSchema(400)], required: ["token"]),
                    failures: [400, 401, 415],
                    isPublic: true
                ),
                FixtureOperation(
                    method: "DELETE",
                    path: "/sessions/current",
                    summary: "Signs out.",
                    response: .objectSchema([:]),
                    success: 204,
                    failures: []
                ),
                FixtureOperation(path: "/me", summary: "The member who asks.", response: member, failures: []),
                FixtureOperation(
                    method: "PUT",
                    path: "/members/{username}/password",
                    summary: "Changes the caller's own password.",
                    parameters: [.parameter("username", in: "path", .textSchema(32))],
                    body: .objectSchema(
                        ["currentPassword": password, "newPassword": password],
                        required: ["currentPassword", "newPassword"]
                    ),
                    response: .objectSchema([:]),
                    success: 204,
                    failures: [400, 404, 415]
                ),
            ]
        )
    }
}
