//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Looks for session cookies that scripts, plain connections or other sites can get at.
struct CookieFlagsCheck: LoginCheck {
    let metadata = CheckMetadata(
        id: "venti.auth.cookie-flags",
        title: "A session cookie lacks HttpOnly, Secure or SameSite",
        severity: .low,
        category: .brokenAuthentication,
        weaknesses: [.cwe(1004), .cwe(614), .cwe(1275)],
        remediation: "Set session cookies with HttpOnly, Secure and SameSite=Lax or Strict.",
        explanation: """
            Looks at the `Set-Cookie` fields of ordinary answers and of logins, for cookies that are named as sessions \
            and tokens are. Cookies against request forgery do not count, because scripts must read them, nor do cookies \
            that are deleted. Secure is asked for over TLS only. One finding stands for each cookie.
            """
    )

    func inspect(_ exchange: HTTPExchange) -> [Finding] {
        guard exchange.isOrdinary || exchange.purpose == .setup && exchange.verdict == .answered else { return [] }
        let name = "set-cookie"
        guard exchange.response.headers.contains(name) else { return [] }
        return exchange.response.headers.values(of: name).compactMap { value in
            guard let cookie = SetCookie(value), cookie.isSession, !cookie.isDeletion else { return nil }
            let missing = cookie.missingFlags(isEncrypted: exchange.isEncrypted)
            guard !missing.isEmpty else { return nil }
            return metadata.hostFinding(
                from: exchange,
                summary: "The cookie \"\(cookie.name.prefix(60))\" is set without \(missing.joined(separator: ", ")).",
                evidenceClass: cookie.name + " " + missing.joined(separator: " "),
                assertions: missing.map {
                    .cookieLacks(step: CheckMetadata.answerLabel, name: cookie.name, attribute: $0)
                }
            )
        }
    }
}
