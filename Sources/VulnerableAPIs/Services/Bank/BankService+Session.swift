//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension BankService {
    func addSessionRoutes(to router: inout Router) {
        router.on("POST", "/login") { try signIn($0) }
        router.on("POST", "/logout") { request in
            _ = try caller(request)
            sessions.end(request.cookie("session") ?? "")
            return Answer.empty.with("Set-Cookie", cookie("", seconds: 0))
        }
        router.on("GET", "/customer") { request in .json(Self.customer(try caller(request))) }
        router.on("POST", "/password") { try changePassword($0) }
    }

    /// Who sends a request.
    ///
    /// - Throws: ``Problem`` with status 401 where there is no session.
    func caller(_ request: IncomingRequest) throws -> String {
        guard let name = sessions.subject(of: request.cookie("session")) else { throw Problem.unauthorized }
        return name
    }

    private static func customer(_ name: String) -> JSON {
        ["username": .string(name), "displayName": .string(BankState.names[name] ?? name)]
    }

    /// The field that sets the session's cookie.
    ///
    /// The flawed build lets scripts read it and other sites send it.
    private func cookie(_ value: String, seconds: Int) -> String {
        let cookie = "session=\(value); Path=/; Max-Age=\(seconds); Secure"
        return isFlawed ? cookie : cookie + "; HttpOnly; SameSite=Strict"
    }

    private func signIn(_ request: IncomingRequest) throws -> Answer {
        let form = try DemoFields(form: request)
        let name = try form.text("username", 1...64)
        let password = try form.text("password", 1...72)
        try passwords.check(password, of: name, else: Problem(401, "Name or password is wrong."))
        let token = sessions.begin(for: name)
        return Answer.json(Self.customer(name)).with("Set-Cookie", cookie(token, seconds: SessionStore.seconds))
    }

    /// Changes the caller's password.
    ///
    /// The flawed build does not look at the current one.
    private func changePassword(_ request: IncomingRequest) throws -> Answer {
        let name = try caller(request)
        let body = try DemoFields(request)
        if !isFlawed {
            let current = try body.text("currentPassword", 1...72)
            let refusal = Problem(403, "The current password is wrong.")
            try passwords.check(current, of: name, for: "change", else: refusal)
        }
        passwords.change(name, to: try body.text("newPassword", 10...72))
        return .empty
    }
}
