//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization

extension VulnerableAPI {
    /// A club whose members change what is known of them by their number; the flawed API lets them change their fee as
    /// well.
    ///
    /// The fixed one takes their name only. Neither lets anybody change somebody else.
    package static func memberFee(_ variant: Variant) -> VulnerableAPI {
        let club = Club()
        return .fixture("bopla.mass-update", variant, clubDocument) { router in
            router.on("POST", "/members") { try club.join(try $0.json()) }
            router.on("POST", "/login") { request in
                let body = try request.json()
                return .json([
                    "token": .string(try club.logIn(body["username"]?.stringValue, body["password"]?.stringValue))
                ])
            }
            router.on("GET", "/me") { .json(try club.caller($0).json) }
            router.on("PATCH", "/members/{memberId}") { request in
                var member = try club.caller(request)
                guard String(member.id) == request.parameter("memberId") else { throw Problem.notFound }
                let body = try request.json()
                if let name = body["displayName"]?.stringValue { member.displayName = name }
                if variant == .flawed, let fee = body["fee"]?.integerValue { member.fee = fee }
                club.keep(member)
                return .json(member.json)
            }
        }
    }

    private static var clubDocument: FixtureDocument {
        let username: JSON = .textSchema(32)
        let password: JSON = .textSchema(72, [.init(name: "format", value: "password")])
        let credentials: JSON = .objectSchema(
            ["username": username, "password": password],
            required: ["username", "password"]
        )
        let member: JSON = .objectSchema(
            [
                "memberId": .numberSchema(), "username": username, "displayName": .textSchema(),
                "fee": .numberSchema(0...100_000),
            ],
            required: ["memberId", "username", "displayName", "fee"]
        )
        return FixtureDocument(
            title: "Club",
            security: .bearer,
            operations: [
                FixtureOperation(
                    method: "POST",
                    path: "/members",
                    summary: "Joins.",
                    body: credentials,
                    response: member,
                    success: 201,
                    failures: [400, 409],
                    isPublic: true
                ),
                FixtureOperation(
                    method: "POST",
                    path: "/login",
                    summary: "Signs in.",
                    body: credentials,
                    response: .objectSchema(["token": .textSchema(200)], required: ["token"]),
                    failures: [400, 401],
                    isPublic: true
                ),
                FixtureOperation(path: "/me", summary: "The member who asks.", response: member, failures: []),
                FixtureOperation(
                    method: "PATCH",
                    path: "/members/{memberId}",
                    summary: "Changes the member who asks.",
                    parameters: [.parameter("memberId", in: "path", .numberSchema())],
                    body: .objectSchema(["displayName": .textSchema()]),
                    response: member,
                    failures: [400, 404]
                ),
            ]
        )
    }
}

/// The members of one club.
private final class Club: Sendable {
    struct Member: Sendable {
        var id: Int
        var username: String
        var displayName: String
        var fee = 40

        var json: JSON {
            [
                "memberId": .integer(id), "username": .string(username), "displayName": .string(displayName),
                "fee": .integer(fee),
            ]
        }
    }

    private let members = Mutex<[Member]>([])
    private let passwords = PasswordBook([])
    private let sessions = SessionStore()

    func join(_ body: JSON) throws -> Answer {
        guard let name = body["username"]?.stringValue, (3...32).contains(name.count),
            let password = body["password"]?.stringValue, (8...72).contains(password.count)
        else { throw Problem(400, "A username and a password of at least 8 characters are needed.") }
        return try members.withLock { members in
            guard !members.contains(where: { $0.username == name }) else {
                throw Problem(409, "The username is taken.")
            }
            guard members.count < 1_000 else { throw Problem(400, "The club is full.") }
            let member = Member(id: members.count + 101, username: name, displayName: name)
            members.append(member)
            passwords.change(name, to: password)
            return .json(member.json, status: 201)
        }
    }

    func logIn(_ name: String?, _ password: String?) throws -> String {
        guard let name, let password else { throw Problem(400, "username and password are required.") }
        try passwords.check(password, of: name, else: Problem(401, "Name or password is wrong."))
        return sessions.begin(for: name)
    }

    func caller(_ request: IncomingRequest) throws -> Member {
        guard let name = sessions.subject(of: request.bearerToken),
            let member = members.withLock({ $0.first { $0.username == name } })
        else { throw Problem.unauthorized }
        return member
    }

    func keep(_ member: Member) {
        members.withLock { members in
            if let index = members.firstIndex(where: { $0.id == member.id }) { members[index] = member }
        }
    }
}
