//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Which passwords are taken: long ones that are not among the first that anybody would guess.
///
/// There are no rules about letters and digits, which make passwords worse.
enum PasswordRules {
    /// - Throws: ``ServiceError`` with code `validation`.
    static func check(_ password: String, email: String, pointer: String = "/password") throws {
        guard password.count >= 12 else {
            throw ServiceError.invalid(pointer, "A password needs at least 12 characters.", code: "too_short")
        }
        guard password.utf8.count <= 256 else {
            throw ServiceError.invalid(pointer, "A password has at most 256 bytes.", code: "too_long")
        }
        let plain = password.lowercased()
        let name = email.split(separator: "@").first.map(String.init)?.lowercased() ?? ""
        let core = String(plain.filter { $0.isLetter })
        guard !common.contains(plain), !common.contains(core), Set(plain).count > 4,
            name.count < 4 || !plain.contains(name)
        else {
            throw ServiceError.invalid(pointer, "This password is too easy to guess.", code: "too_common")
        }
    }

    /// Long passwords and stems that lists of leaked passwords begin with.
    private static let common: Set<String> = [
        "password", "passwordpassword", "passwort", "changeme", "changemenow", "administrator", "adminadmin", "letmein",
        "letmeinletmein", "qwertyuiop", "qwertyuiopasdf", "iloveyou", "welcome", "welcometo", "trustno", "sunshine",
        "princess", "football", "baseball", "superman", "monkey", "dragon", "master", "secret", "secretsecret", "venti",
        "ventiventi", "correcthorsebatterystaple", "abcdefghijkl", "abcdefghijklm", "123456789012", "1234567890123456",
        "qwertyqwerty", "asdfghjkl", "zxcvbnm", "default", "testtest", "testtesttest", "loremipsum",
    ]
}
