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
    ///   - useCount: How many operations have one. A bare `token` is a credential only where it goes with everything: on
    ///     one or two operations it is that of an invitation, a download or a new password.
    static func isName(_ name: String, useCount: Int = 1) -> Bool {
        let folded = SensitiveNames.fold(name)
        return names.contains(folded) || ambiguousNames.contains(folded) && useCount >= 3
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
        "accesstoken", "authtoken", "apitoken", "apikey", "xapikey", "bearertoken", "bearer", "idtoken", "refreshtoken",
        "sessiontoken", "sessionid", "jsessionid", "phpsessid", "jwt", "jwttoken", "authorization", "usertoken",
        "accesskey", "secretkey", "clientsecret", "authkey", "logintoken", "securitytoken",
    ]
    private static let ambiguousNames: Set<String> = ["token", "sid", "auth", "session", "key"]
}
