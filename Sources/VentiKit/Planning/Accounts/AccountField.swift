//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What a property of a registration or a login is about, judged by its name and format.
enum AccountField: String, Sendable, Hashable, CaseIterable {
    case username, email, password, phone

    /// The field of a property, or `nil` where it is about something else.
    ///
    /// A confirmation of the password is a password too.
    init?(_ name: String, _ schema: APISchema) {
        let folded = SensitiveNames.fold(name)
        guard schema.types.isEmpty || schema.types.contains(.string) else { return nil }
        guard schema.enumeration.isEmpty else { return nil }
        if Self.isPassword(folded) || schema.format == "password" {
            self = .password
        } else if schema.format == "email" || folded == "mail" || folded.hasSuffix("email")
            || folded.hasSuffix("emailaddress")
        {
            self = .email
        } else if Self.usernames.contains(folded) || folded.hasSuffix("username") || folded.hasSuffix("nickname") {
            self = .username
        } else if folded.hasSuffix("phone") || folded.hasSuffix("phonenumber") || folded == "mobile" {
            self = .phone
        } else {
            return nil
        }
    }

    /// Whether a folded name is that of a password or its confirmation.
    static func isPassword(_ folded: String) -> Bool {
        ["passwd", "pwd", "pass", "passphrase", "passcode", "pin"].contains(folded) || folded.hasSuffix("password")
            || folded.hasPrefix("password") && !folded.hasSuffix("hint")
    }

    private static let usernames: Set<String> = [
        "user", "login", "account", "accountname", "userid", "loginname", "handle", "screenname", "name", "identifier",
    ]

    /// What kind of value the field takes.
    var kind: FreshValue.Kind {
        switch self {
        case .username: .marker
        case .email: .email
        case .password: .password
        case .phone: .digits
        }
    }

    /// The name of the field's value for one account of a proof, such as `victimEmail`.
    func valueName(of account: String) -> String { account + rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}
