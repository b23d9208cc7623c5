//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A place that takes a code of a few digits, such as a PIN or a one-time password.
struct CodeField: Sendable {
    let point: InsertionPoint
    let name: String
    /// How many digits it has.
    let digits: Int
    let isNumber: Bool

    /// The code of an operation's body; `nil` where there is none, or too many could be right.
    init?(of operation: APIOperation, _ schemas: SchemaLibrary) {
        let purposes = Set(
            (operation.path.split(separator: "/").filter { !$0.contains("{") }.map(String.init)
                + [operation.operationID ?? "", operation.summary ?? ""]).flatMap(Words.split)
        )
        let isAboutCodes = !purposes.isDisjoint(with: Self.purposes)
        for field in BodyField.all(of: operation, schemas) {
            let isCode = !field.words.isDisjoint(with: Self.codes)
            guard isCode || field.words.contains("code") && isAboutCodes else { continue }
            guard field.words.isDisjoint(with: ["country", "zip", "postal", "currency", "language", "coupon", "promo"])
            else { continue }
            guard let digits = Self.digits(of: field.schema, isCode: isCode), (3...8).contains(digits) else { continue }
            point = field.point
            name = field.name
            self.digits = digits
            isNumber = field.isNumeric
            return
        }
        return nil
    }

    private static func digits(of schema: APISchema, isCode: Bool) -> Int? {
        if !schema.types.isDisjoint(with: [.integer, .number]) {
            return schema.maximum.map { String(Int(min(max($0, 0), 1e12))).count } ?? (isCode ? 6 : nil)
        }
        if let pattern = schema.pattern {
            let isDigits = pattern.contains("[0-9]") || pattern.contains("\\d")
            let isOther = pattern.contains("a-z") || pattern.contains("A-Z") || pattern.contains("\\w")
            guard isDigits, !isOther else { return nil }
            if let open = pattern.lastIndex(of: "{"), let close = pattern[open...].firstIndex(of: "}") {
                let bounds = pattern[pattern.index(after: open)..<close].split(separator: ",")
                return bounds.first.flatMap { Int($0) }
            }
            return schema.minLength ?? schema.maxLength
        }
        if let longest = schema.maxLength, longest <= 8 { return isCode || schema.minLength == longest ? longest : nil }
        // A code without bounds is taken for one of six digits, where nothing else is called so.
        return isCode && schema.maxLength == nil ? 6 : nil
    }

    /// A wrong code; the right one is the same once in a thousand times at most, and is then told by its answer.
    func guess(_ random: inout SeededRandom) -> JSONValue {
        let text = String((0..<digits).map { _ in Character(String(random.next() % 9 + 1)) })
        return isNumber ? Int(text).map(JSONValue.integer) ?? .string(text) : .string(text)
    }

    private static let codes: Set<String> = ["otp", "pin", "totp", "passcode", "mfa", "tfa", "2fa", "onetimepassword"]
    private static let purposes: Set<String> = [
        "otp", "pin", "totp", "mfa", "tfa", "2fa", "verify", "verification", "confirm", "confirmation", "unlock", "sms",
        "authenticate", "challenge", "reset", "factor",
    ]
}
