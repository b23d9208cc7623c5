//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct SetCookieTests {
    @Test(arguments: [
        "JSESSIONID", "PHPSESSID", "connect.sid", "sid", "session", "session_id", "SESSION", "auth_token",
        "access-token",
        "jwt", "laravel_session", "ASP.NET_SessionId", "__Host-session", "remember_me_59ba", "refreshToken",
    ])
    func sessionsAreKnownByTheirNames(name: String) throws {
        #expect(try #require(SetCookie("\(name)=abc")).isSession)
    }

    @Test(arguments: [
        "csrf_token", "XSRF-TOKEN", "__RequestVerificationToken_csrf", "theme", "lang", "_ga", "consent", "author",
        "inside",
        "cart", "csrftoken", "antiforgery-token",
    ])
    func othersAreNot(name: String) throws { #expect(try !#require(SetCookie("\(name)=abc")).isSession) }

    @Test(arguments: [
        ("sid=a", ["HttpOnly", "Secure", "SameSite"]), ("sid=a; httponly; SECURE; samesite=lax", []),
        ("sid=a;HttpOnly;Secure;SameSite=None", []), ("sid=a; HttpOnly; Secure; SameSite=", ["SameSite"]),
        ("sid=a; HttpOnly; Secure; SameSite=Maybe", ["SameSite"]),
        ("sid=a; Path=/secure; SameSite=Strict", ["HttpOnly", "Secure"]),
        ("sid=HttpOnly", ["HttpOnly", "Secure", "SameSite"]),
    ])
    func flagsThatLackAreNamed(field: String, missing: [String]) throws {
        let cookie = try #require(SetCookie(field))
        #expect(cookie.missingFlags(isEncrypted: true) == missing)
        #expect(cookie.missingFlags(isEncrypted: false) == missing.filter { $0 != "Secure" })
    }

    @Test(arguments: ["sid=", "sid=deleted; HttpOnly", "sid=x; Max-Age=0", "sid=\"\""])
    func deletionsAreKnown(field: String) throws { #expect(try #require(SetCookie(field)).isDeletion) }

    @Test func aLivingCookieIsNoDeletion() throws { #expect(try !#require(SetCookie("sid=x; Max-Age=60")).isDeletion) }

    @Test(arguments: ["", "sid", "=x", ";", " =x; HttpOnly"])
    func otherTextsAreNoCookies(field: String) { #expect(SetCookie(field) == nil) }
}
