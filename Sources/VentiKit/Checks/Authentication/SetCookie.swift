//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A `Set-Cookie` field (RFC 6265, 4.1), as far as its flags matter.
struct SetCookie: Sendable, Hashable {
    let name: String
    private let value: String
    /// The attributes in lower case.
    private let attributes: [String: String]

    init?(_ field: String) {
        let parts = field.split(separator: ";", maxSplits: 32, omittingEmptySubsequences: false)
        guard let pair = parts.first, let equals = pair.firstIndex(of: "="), equals > pair.startIndex else {
            return nil
        }
        name = Self.trimmed(pair[..<equals])
        value = Self.trimmed(pair[pair.index(after: equals)...])
        guard !name.isEmpty else { return nil }
        var attributes: [String: String] = [:]
        for part in parts.dropFirst() {
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            attributes[Self.trimmed(halves[0]).lowercased()] =
                halves.count > 1 ? Self.trimmed(halves[1]).lowercased() : ""
        }
        self.attributes = attributes
    }

    /// Whether the name is that of a session or a token.
    var isSession: Bool {
        let folded = SensitiveNames.fold(name)
        guard !["csrf", "xsrf", "antiforgery"].contains(where: folded.contains) else { return false }
        let words = Set(Words.split(name))
        return !words.isDisjoint(with: ["session", "sess", "sid", "auth", "token", "jwt", "bearer"])
            || ["sessionid", "sessid", "sessiontoken", "authtoken", "accesstoken", "refreshtoken", "idtoken"]
                .contains(where: folded.hasSuffix)
            || folded.hasSuffix("session") || folded == "connectsid" || folded.hasPrefix("rememberme")
    }

    /// Whether the cookie is taken away from the client.
    var isDeletion: Bool {
        value.isEmpty || value == "deleted" || value == "\"\""
            || attributes["max-age"].flatMap(Int.init).map { $0 <= 0 } ?? false
    }

    /// The flags that the cookie should have and has not.
    func missingFlags(isEncrypted: Bool) -> [String] {
        (isEncrypted ? ["HttpOnly", "Secure", "SameSite"] : ["HttpOnly", "SameSite"]).filter { !has($0) }
    }

    /// Whether the cookie has an attribute, with a value that means something.
    func has(_ attribute: String) -> Bool {
        guard let value = attributes[attribute.lowercased()] else { return false }
        return attribute.lowercased() != "samesite" || ["lax", "strict", "none"].contains(value)
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}
