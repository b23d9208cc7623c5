//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Names by which parameters of URLs are known to be credentials.
enum URLCredential {
    /// Whether a parameter of this name is a credential.
    ///
    /// - Parameters:
    ///   - name: The parameter's name.
    ///   - isInPath: Whether it is in the path, where the names of sessions and keys are those of things, as a rule.
    ///   - useCount: How many operations have one. A bare `token` is a credential only where it goes with everything: on
    ///     one or two operations it is that of an invitation, a download or a new password.
    static func isName(_ name: String, isInPath: Bool = false, useCount: Int = 1) -> Bool {
        let folded = SensitiveNames.fold(name)
        if names.contains(folded) { return true }
        return !isInPath && (queryNames.contains(folded) || ambiguousNames.contains(folded) && useCount >= 3)
    }

    /// The name of a credential with a value in the query of an address.
    static func name(inQueryOf address: String) -> String? {
        guard let mark = address.firstIndex(of: "?") else { return nil }
        for pair in address[address.index(after: mark)...].prefix(while: { $0 != "#" }).split(separator: "&") {
            let halves = pair.split(separator: "=", maxSplits: 1)
            if halves.count == 2, halves[1].utf8.count >= 8, isName(String(halves[0])) { return String(halves[0]) }
        }
        return nil
    }

    private static let names: Set<String> = [
        "accesstoken", "authtoken", "apitoken", "bearertoken", "idtoken", "refreshtoken", "sessiontoken", "usertoken",
        "logintoken", "securitytoken", "jwt", "jwttoken", "apikey", "xapikey",
    ]
    private static let queryNames: Set<String> = [
        "bearer", "authorization", "jsessionid", "phpsessid", "accesskey", "secretkey", "authkey", "clientsecret",
    ]
    private static let ambiguousNames: Set<String> = ["token", "sid", "auth", "session", "sessionid", "key"]
}
