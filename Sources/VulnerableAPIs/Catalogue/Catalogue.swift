//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A flaw with the API that has it and the twin that has not.
package struct CatalogueEntry: Sendable, CustomStringConvertible {
    /// The check that must find the flaw, such as `venti.sqli.error`.
    package var checkID: String
    /// Where it must be found, such as `GET /articles/{articleId}`; `*` where it is all over the API.
    package var operation: String
    package var flawed: VulnerableAPI
    package var fixed: VulnerableAPI
    /// How far a scan must go to find it, as `--profile` says it.
    package var profile: String
    /// Who may call what, where the check compares with that: operations, each with the roles that may.
    package var accessRules: [(operations: String, roles: [String])] = []

    init(
        _ checkID: String,
        _ operation: String,
        profile: String = "safe",
        _ make: (Variant) -> VulnerableAPI
    ) {
        self.profile = profile
        self.checkID = "venti." + checkID
        self.operation = operation
        flawed = make(.flawed)
        fixed = make(.fixed)
    }

    /// In the output of tests, where the APIs themselves would take pages.
    package var description: String { "\(checkID) at \(operation) of \(flawed.name)" }
}

/// Every flaw that VentiKit must find, one API for each.
package enum Catalogue {
    /// New APIs in their first state, at every call.
    package static var all: [CatalogueEntry] {
        injection + exposure + access + tokens + misconfiguration + documents + objects + properties + functions
            + flows + sessions
    }

    /// The entries of a check, such as `venti.err.stacktrace`, which has two.
    package static func entries(for checkID: String) -> [CatalogueEntry] { all.filter { $0.checkID == checkID } }

    private static var injection: [CatalogueEntry] {
        [
            CatalogueEntry("sqli.error", "GET /articles/{articleId}", VulnerableAPI.sqlError),
            CatalogueEntry("sqli.boolean", "GET /products", VulnerableAPI.sqlBoolean),
            CatalogueEntry("sqli.time", "GET /subscriptions/status", VulnerableAPI.sqlTime),
        ]
    }

    private static var exposure: [CatalogueEntry] {
        [
            CatalogueEntry("err.stacktrace", "GET /orders/{orderId}", VulnerableAPI.javaStackTrace),
            CatalogueEntry("err.stacktrace", "GET /events", VulnerableAPI.pythonStackTrace),
            CatalogueEntry("bopla.writeonly-leak", "GET /accounts/me", VulnerableAPI.writeOnlyLeak),
            CatalogueEntry("debug.endpoint", "*", VulnerableAPI.actuator),
            CatalogueEntry("debug.endpoint", "GET /internal/debug", VulnerableAPI.debugDump),
            CatalogueEntry("conf.server-error", "GET /dishes", VulnerableAPI.serverError),
            CatalogueEntry("conf.server-error", "GET /specials", VulnerableAPI.failingOperation),
        ]
    }

    private static var access: [CatalogueEntry] {
        [
            CatalogueEntry("auth.missing", "GET /payslips", VulnerableAPI.missingAuthentication),
            CatalogueEntry("auth.invalid-accepted", "GET /readings", VulnerableAPI.invalidKeyAccepted),
            CatalogueEntry("auth.invalid-accepted", "GET /readings", VulnerableAPI.invalidTokenAccepted),
            CatalogueEntry("auth.user-enumeration", "POST /sessions", VulnerableAPI.userEnumeration),
            CatalogueEntry("jwt.alg-none", "GET /diary", VulnerableAPI.tokenAlgorithmNone),
            CatalogueEntry("jwt.signature-not-verified", "GET /diary", VulnerableAPI.tokenSignatureIgnored),
            CatalogueEntry("jwt.weak-secret", "*", VulnerableAPI.tokenWeakSecret),
            CatalogueEntry("res.no-rate-limit", "POST /auth/login", VulnerableAPI.noRateLimit),
        ]
    }

    private static var tokens: [CatalogueEntry] {
        [
            CatalogueEntry("jwt.null-signature", "GET /diary", VulnerableAPI.tokenNullSignature),
            CatalogueEntry("jwt.blank-secret", "GET /diary", VulnerableAPI.tokenBlankSecret),
            CatalogueEntry("jwt.alg-confusion", "GET /diary", VulnerableAPI.tokenAlgorithmConfusionRSA),
            CatalogueEntry("jwt.alg-confusion", "GET /diary", VulnerableAPI.tokenAlgorithmConfusionEC),
            CatalogueEntry("jwt.kid-injection", "GET /diary", VulnerableAPI.tokenKeyIDPath),
            CatalogueEntry("jwt.kid-injection", "GET /diary", VulnerableAPI.tokenKeyIDStatement),
            CatalogueEntry("jwt.jku-x5u-jwk", "GET /diary", VulnerableAPI.tokenEmbeddedKeyEC),
            CatalogueEntry("jwt.jku-x5u-jwk", "GET /diary", VulnerableAPI.tokenEmbeddedKeyRSA),
            CatalogueEntry("jwt.claims", "GET /diary", VulnerableAPI.tokenClaimsIgnored),
            CatalogueEntry("jwt.hygiene", "GET /diary", VulnerableAPI.tokenNeverExpires),
            CatalogueEntry("jwt.hygiene", "GET /diary", VulnerableAPI.tokenLivesLong),
            CatalogueEntry("auth.token-in-url", "GET /readings", VulnerableAPI.keyInQuery),
            CatalogueEntry("auth.token-in-url", "GET /handoff", VulnerableAPI.tokenInRedirect),
            CatalogueEntry("auth.cookie-flags", "GET /shelf", VulnerableAPI.cookieFlags),
            CatalogueEntry("auth.cookie-flags", "POST /login", VulnerableAPI.loginCookieFlags),
            CatalogueEntry("auth.cleartext", "GET /readings", VulnerableAPI.cleartextCredential),
            CatalogueEntry("auth.undeclared-protected", "GET /readings", VulnerableAPI.undeclaredProtection),
            CatalogueEntry("auth.scheme-downgrade", "GET /transfers", VulnerableAPI.combinationNotEnforced),
            CatalogueEntry("auth.scheme-downgrade", "GET /readings", VulnerableAPI.weakAlternative),
        ]
    }

    private static var misconfiguration: [CatalogueEntry] {
        [
            CatalogueEntry("cors.reflect-credentials", "GET /basket", VulnerableAPI.corsReflected),
            CatalogueEntry("cors.wildcard", "GET /basket", VulnerableAPI.corsWildcard),
            CatalogueEntry("headers.nosniff", "*", VulnerableAPI.missingHeaders),
            CatalogueEntry("headers.cache-control", "*", VulnerableAPI.missingHeaders),
            CatalogueEntry("headers.csp-frame", "*", VulnerableAPI.missingHeaders),
            CatalogueEntry("headers.hsts", "*", VulnerableAPI.missingStrictTransport),
            CatalogueEntry("headers.referrer", "*", VulnerableAPI.missingReferrerPolicy),
            CatalogueEntry("headers.version-leak", "*", VulnerableAPI.versionLeak),
            CatalogueEntry("methods.trace", "*", VulnerableAPI.trace),
        ]
    }

    private static var documents: [CatalogueEntry] {
        [
            CatalogueEntry("lint.no-security", "*", VulnerableAPI.lintNoSecurity),
            CatalogueEntry("lint.unbounded-string-array", "*", VulnerableAPI.lintUnbounded),
            CatalogueEntry("lint.secret-example", "GET /entries", VulnerableAPI.lintSecretExample),
            CatalogueEntry("lint.http-server", "*", VulnerableAPI.lintHTTPServer),
            CatalogueEntry("lint.missing-401-403-429", "*", VulnerableAPI.lintMissingRefusals),
            CatalogueEntry("lint.password-in-query", "GET /entries", VulnerableAPI.lintPasswordInQuery),
        ]
    }
}
