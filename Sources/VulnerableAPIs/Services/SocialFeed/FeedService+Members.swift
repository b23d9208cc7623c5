//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension FeedService {
    func addMemberRoutes(to router: inout Router) {
        router.on("POST", "/users") { try register($0) }
        router.on("POST", "/users/login") { try login($0) }
        router.on("GET", "/user") { Self.success("user", try caller($0).json) }
        router.on("PUT", "/user") { try changeMe($0) }
        router.on("GET", "/profiles/{handle}") { request in
            let handle = request.parameter("handle")
            guard let member = try feed.withState({ $0.members[handle] }) else { throw Problem.notFound }
            // The flawed build leaves out the secrets that somebody thought of.
            let card = member.profile.adding("email", .string(member.email)).adding("phone", .string(member.phone))
            return Self.success("profile", isFlawed ? card : member.profile)
        }
    }

    private func register(_ request: IncomingRequest) throws -> Answer {
        let fields = try DemoFields(request).object("user")
        let handle = try fields.text("handle", 3...20)
        let letters = "abcdefghijklmnopqrstuvwxyz"
        guard handle.utf8.allSatisfy({ (letters + "0123456789_").utf8.contains($0) }),
            handle.utf8.prefix(1).allSatisfy({ letters.utf8.contains($0) })
        else { throw Problem(400, "handle must be of small letters, digits and underscores, a letter first.") }
        var member = Feed.Member(
            handle: handle,
            email: try fields.email(),
            password: DemoPassword(try fields.text("password", 8...72)),
            displayName: try fields.optionalText("displayName", 1...60) ?? handle
        )
        // The flawed build takes over what a form for moderators once sent.
        if isFlawed, let role = fields.json["role"]?.stringValue, ["member", "moderator"].contains(role) {
            member.role = role
        }
        let new = member
        try feed.withState { state in
            guard state.members[handle] == nil, !state.members.values.contains(where: { $0.email == new.email }) else {
                throw Problem(409, "The handle or the e-mail address is taken.")
            }
            guard state.members.count < 5_000 else { throw Problem(403, "No more members are taken.") }
            state.members[handle] = new
        }
        return session(of: new)
    }

    private func login(_ request: IncomingRequest) throws -> Answer {
        let fields = try DemoFields(request).object("user")
        let email = try fields.text("email", 1...100).lowercased()
        let password = try fields.text("password", 1...72)
        guard failures.secondsToWait(for: email) == nil else { throw Problem(429, "Too many attempts.") }
        let member = try feed.withState { state in state.members.values.first { $0.email == email } }
        let isRight = DemoPassword.check(password, against: member?.password)
        if let member, isRight { return session(of: member) }
        failures.recordFailure(of: email)
        // The flawed build tells which of the two was wrong.
        guard isFlawed else { return Self.failure("wrong_credentials", "E-mail address or password is wrong.") }
        return member == nil
            ? Self.failure("unknown_user", "Nobody has this e-mail address.")
            : Self.failure("wrong_password", "The password is wrong.")
    }

    private func session(of member: Feed.Member) -> Answer {
        Self.success("user", member.json.adding("token", .string(tokens.issue(to: member.handle))))
    }

    private func changeMe(_ request: IncomingRequest) throws -> Answer {
        let handle = try caller(request).handle
        let fields = try DemoFields(request).object("user")
        let displayName = try fields.optionalText("displayName", 1...60)
        let bio = try fields.optionalText("bio", 0...300)
        let phone = try fields.optionalText("phone", 0...16)
        if let phone { try Self.checkPhone(phone) }
        let member = try feed.withState { state in
            guard var member = state.members[handle] else { throw Problem.unauthorized }
            member.displayName = displayName ?? member.displayName
            member.bio = bio ?? member.bio
            member.phone = phone ?? member.phone
            // The flawed build takes over what only the office should set.
            if isFlawed, case .bool(let isVerified)? = fields.json["verified"] { member.isVerified = isVerified }
            state.members[handle] = member
            return member
        }
        return Self.success("user", member.json)
    }

    private static func checkPhone(_ phone: String) throws {
        let digits = phone.utf8.dropFirst()
        guard phone.hasPrefix("+"), (7...15).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) })
        else { throw Problem(400, "phone must be + and 7 to 15 digits.") }
    }
}
