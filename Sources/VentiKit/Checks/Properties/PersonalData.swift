//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Properties that are about a person or open a door, by their name and value.
enum PersonalData {
    /// Whether a member holds such data in the clear. Passwords, their hashes and keys are left to
    /// ``DisclosedSecretCheck``.
    static func isHeld(by member: JSONValue.Member) -> Bool {
        guard let text = member.value.scalarText, DisclosedProperty.isInTheClear(member.value),
            !SensitiveNames.isCredentialProperty(member.name)
        else { return false }
        if case .bool = member.value { return false }
        if case .string = member.value, isAddress(text) { return true }
        let folded = SensitiveNames.fold(member.name)
        if phones.contains(where: folded.hasSuffix) {
            return (7...15).contains(text.utf8.count(where: { $0.isASCIIDigit }))
        }
        if numbers.contains(where: folded.hasSuffix) { return text.utf8.contains { $0.isASCIIDigit } }
        if names.contains(where: folded.hasSuffix) { return text.utf8.count >= 4 }
        return SensitiveNames.isSensitiveProperty(member.name) && SecretValue.canBeSecret(text) && text.utf8.count >= 4
            && !SecretValue.isAction(member.name)
    }

    /// Whether a text is a person's e-mail address, not one of a function such as `info@`.
    static func isAddress(_ text: String) -> Bool {
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, text.utf8.count <= 254, let user = halves.first, let host = halves.last,
            !user.isEmpty, host.contains("."), !host.hasPrefix("."), !host.hasSuffix("."),
            !text.contains(where: { $0.isWhitespace || $0 == "/" || $0 == ":" })
        else { return false }
        return !functions.contains(user.lowercased())
    }

    private static let phones = ["phone", "phonenumber", "mobile", "mobilenumber", "telephone"]
    private static let numbers = [
        "ssn", "socialsecuritynumber", "socialsecurity", "birthdate", "dateofbirth", "dob", "birthday", "salary",
        "taxnumber", "taxid", "nationalid", "passportnumber", "passport", "iban", "cardnumber", "accountnumber",
        "medicalrecordnumber", "creditscore", "driverslicense", "licensenumber",
    ]
    private static let names = ["homeaddress", "streetaddress", "postaladdress", "street", "diagnosis", "religion"]
    private static let functions: Set<String> = [
        "info", "contact", "support", "hello", "help", "sales", "office", "noreply", "no-reply", "admin", "webmaster",
        "postmaster", "security", "abuse", "privacy", "press", "jobs", "service", "team", "mail",
    ]
}
