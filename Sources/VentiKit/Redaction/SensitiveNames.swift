//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Which header fields and properties hold secrets, by their names in any usual spelling.
public enum SensitiveNames {
    /// Whether a header field of this name carries a credential or a session.
    public static func isSensitiveHeader(_ name: String) -> Bool {
        let folded = fold(name)
        return headerNames.contains(folded) || isSensitiveProperty(name)
    }

    /// Whether a property, parameter or form field of this name holds a password, key, token or similar.
    ///
    /// `userPassword`, `user_password` and `USER-PASSWORD` are the same name. Names that only speak of a secret, such as
    /// `passwordPolicy` or `tokenType`, are not sensitive.
    public static func isSensitiveProperty(_ name: String) -> Bool {
        let folded = fold(name)
        if exactNames.contains(folded) { return true }
        return endings.contains { folded.hasSuffix($0) }
    }

    /// Whether a property of this name must never come back in a response, not even to its owner: a password or its hash.
    public static func isCredentialProperty(_ name: String) -> Bool {
        let folded = fold(name)
        return credentialNames.contains(folded) || credentialEndings.contains { folded.hasSuffix($0) }
    }

    /// The name in lower case without separators.
    static func fold(_ name: String) -> String {
        String(
            decoding: name.utf8.compactMap { byte -> UInt8? in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
                case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: " "): nil
                default: byte
                }
            },
            as: UTF8.self
        )
    }

    private static let headerNames: Set<String> = [
        "authorization", "proxyauthorization", "cookie", "setcookie", "xapikey", "apikey", "xauthtoken", "xaccesstoken",
        "xcsrftoken", "xxsrftoken", "xsessionid", "xsessiontoken",
    ]
    private static let exactNames: Set<String> = [
        "password", "passwd", "pwd", "pass", "passphrase", "passcode", "pin", "pincode", "secret", "token", "jwt",
        "apikey", "auth", "bearer", "credential", "credentials", "otp", "totp", "cvv", "cvc", "ssn", "sessionid",
        "hash",
        "salt", "sid",
    ]
    private static let endings = [
        "password", "passwd", "passwordhash", "passwordsalt", "passwordconfirmation", "secret", "secretkey", "token",
        "apikey", "privatekey", "accesskey", "authkey", "signingkey", "encryptionkey", "clientsecret", "sessionid",
        "passphrase", "credential", "credentials",
    ]
    static let credentialNames: Set<String> = [
        "password", "passwd", "pwd", "pass", "passphrase", "passcode", "pin", "pincode", "passwordhash", "hash", "salt",
        "secret", "privatekey", "cvv", "cvc",
    ]
    static let credentialEndings = [
        "password", "passwd", "passwordhash", "passwordsalt", "hashedpassword", "passhash", "pwdhash", "secret",
        "secretkey", "privatekey",
        "signingkey", "clientsecret", "totpseed",
    ]
}
