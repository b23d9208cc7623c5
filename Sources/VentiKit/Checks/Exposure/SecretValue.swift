//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Whether a member of an object is a secret, judged by its name, its value and its neighbours.
enum SecretValue {
    /// Whether the name, the value and the other members say that the member holds a password, a hash of one, or a key.
    static func isCredential(_ member: JSONValue.Member, among members: [JSONValue.Member]) -> Bool {
        guard SensitiveNames.isCredentialProperty(member.name), let text = member.value.scalarText else { return false }
        guard !isAction(member.name) else { return false }
        switch SensitiveNames.fold(member.name) {
        case "hash": return hashName(of: text).map { $0 != "hexadecimal hash" } ?? false
        case "salt":
            return members.contains {
                $0.name != member.name && SensitiveNames.isCredentialProperty($0.name) && $0.value.scalarText != nil
            }
        case "pin", "pincode": return isNumber(text, digits: 3...8)
        // A process's environment calls the folder that it works in so.
        case "pwd", "oldpwd": return !text.hasPrefix("/") && !text.dropFirst().hasPrefix(":\\")
        case "cvv", "cvc": return isNumber(text, digits: 3...4)
        default:
            if case .bool = member.value { return false }
            return true
        }
    }

    /// Whether a name says what is done with a password instead of holding one, such as `resetPassword`.
    static func isAction(_ name: String) -> Bool {
        let words = Words.split(name)
        if let first = words.first, words.count > 1, actions.contains(first) { return true }
        let folded = SensitiveNames.fold(name)
        return gluedActions.contains { folded.hasPrefix($0) }
    }

    /// Whether a server gives out a secret of this name once, when it makes it: a client's secret or a key.
    static func isIssued(_ name: String) -> Bool {
        let name = SensitiveNames.fold(name)
        return ["secret", "secretkey", "privatekey", "signingkey", "totpseed"].contains { name.hasSuffix($0) }
    }

    /// Whether a text may be a secret, and is no sentence, address or flag.
    static func canBeSecret(_ text: String) -> Bool {
        guard text.utf8.count <= 8_192, !flags.contains(text.lowercased()) else { return false }
        if text.hasPrefix("-----BEGIN ") { return true }
        if text.hasPrefix("http://") || text.hasPrefix("https://") || text.hasPrefix("/") && text.hasSuffix("password")
        {
            return false
        }
        return text.count { $0 == " " } < 2
    }

    /// The kind of hash that a text is by its shape, or `nil` for a text in the clear.
    static func hashName(of text: String) -> String? {
        if let known = hashPrefixes.first(where: { text.hasPrefix($0.prefix) }) { return known.name }
        let isHexadecimal = text.utf8.allSatisfy { byte in
            byte.isASCIIDigit || (byte | 0x20) &- UInt8(ascii: "a") < 6
        }
        return isHexadecimal && [32, 40, 56, 64, 96, 128].contains(text.utf8.count) ? "hexadecimal hash" : nil
    }

    private static func isNumber(_ text: String, digits: ClosedRange<Int>) -> Bool {
        digits.contains(text.utf8.count) && text.utf8.allSatisfy(\.isASCIIDigit)
    }

    private static let hashPrefixes: [(prefix: String, name: String)] = [
        ("$2a$", "bcrypt hash"), ("$2b$", "bcrypt hash"), ("$2y$", "bcrypt hash"), ("{bcrypt}", "bcrypt hash"),
        ("$argon2", "Argon2 hash"), ("argon2$", "Argon2 hash"), ("$pbkdf2", "PBKDF2 hash"), ("pbkdf2", "PBKDF2 hash"),
        ("$scrypt", "scrypt hash"), ("scrypt:", "scrypt hash"), ("$7$", "scrypt hash"), ("$y$", "yescrypt hash"),
        ("$1$", "MD5 crypt hash"), ("$apr1$", "MD5 crypt hash"), ("$5$", "SHA-256 crypt hash"),
        ("$6$", "SHA-512 crypt hash"), ("{SSHA", "salted SHA hash"), ("{SHA", "SHA hash"),
    ]

    /// Words that begin names of what is done with a password.
    private static let actions: Set<String> = [
        "reset", "forgot", "forgotten", "change", "require", "requires", "has", "is", "show", "hide", "need", "needs",
        "must", "allow", "allows", "enable", "disable", "can", "update", "recover", "valid", "set", "send",
    ]
    /// Those of them that nothing else begins with, for names without a mark between words.
    private static let gluedActions = ["reset", "forgot", "change", "require", "enable", "disable", "recover"]
    private static let flags: Set<String> = [
        "true", "false", "yes", "no", "ok", "required", "optional", "invalid", "valid", "unknown", "unset", "weak",
        "strong", "passed", "failed", "fail", "enabled", "disabled", "missing", "expired", "changed", "undefined",
    ]
}
