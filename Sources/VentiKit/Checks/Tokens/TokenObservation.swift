//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Something about a JSON Web Token that its issuer should do otherwise.
enum TokenObservation: Sendable, Hashable {
    case neverExpires
    case livesLong(days: Int)
    /// The claim's JSON Pointer.
    case personalData(claim: String)
    case secret(claim: String)

    /// The longest that an access token may live.
    static let maximumDays = 30

    static func all(in token: JSONWebToken, now: Double = UnixTime.now) -> [TokenObservation] {
        var found: [TokenObservation] = []
        if let expiration = token.expiration {
            let days = (expiration - (token.claims["iat"]?.scalarText.flatMap(Double.init) ?? now)) / 86_400
            if days > Double(maximumDays) { found.append(.livesLong(days: Int(min(days, 1e9)))) }
        } else {
            found.append(.neverExpires)
        }
        let leaves = token.claims.leaves.filter { isTelling($0.value) }
        if let leaf = leaves.first(where: { isSecret($0.pointer, $0.value) }) {
            found.append(.secret(claim: leaf.pointer))
        }
        if let leaf = leaves.first(where: { personalNames.contains(SensitiveNames.fold(name(of: $0.pointer))) }) {
            found.append(.personalData(claim: leaf.pointer))
        }
        return found
    }

    /// What tells this observation from others in a fingerprint.
    var evidenceClass: String {
        switch self {
        case .neverExpires: "no-exp"
        case .livesLong: "long-lived"
        case .personalData: "personal-data"
        case .secret: "secret"
        }
    }

    /// The observation in a sentence, without the claim's value.
    func summary(of identity: String) -> String {
        switch self {
        case .neverExpires: "\(identity)'s token has no exp: whoever gets hold of it can use it for ever."
        case .livesLong(let days): "\(identity)'s token lives \(days) days."
        case .personalData(let claim):
            "\(identity)'s token has personal data in \"\(claim.prefix(60))\", which is encoded and not encrypted."
        case .secret(let claim):
            "\(identity)'s token has a secret in \"\(claim.prefix(60))\", which is encoded and not encrypted."
        }
    }

    private static func name(of pointer: String) -> String {
        let parts = pointer.split(separator: "/")
        return parts.last { !$0.allSatisfy(\.isNumber) }.map(String.init) ?? ""
    }

    /// A flag and an empty text say nothing, even under a telling name.
    private static func isTelling(_ value: JSONValue) -> Bool {
        if case .bool = value { return false }
        guard let text = value.scalarText else { return false }
        return !text.isEmpty && text.contains { $0 != "*" }
    }

    private static func isSecret(_ pointer: String, _ value: JSONValue) -> Bool {
        SecretValue.isCredential(.init(name(of: pointer), value), among: [])
            && SecretValue.canBeSecret(value.scalarText ?? "")
    }

    /// What a person would not want in a log, beyond name and address.
    private static let personalNames: Set<String> = [
        "ssn", "socialsecuritynumber", "nationalid", "taxid", "passportnumber", "iban", "cardnumber", "creditcard",
        "creditcardnumber", "bankaccount", "birthdate", "dateofbirth", "dob", "birthday", "phonenumber", "phone",
        "mobile",
        "mobilenumber", "streetaddress", "homeaddress", "postaladdress",
    ]
}

extension JSONWebToken {
    /// Whether the token says that it is one to get others with, which may live long.
    var isRefreshToken: Bool {
        let kinds = ["typ", "type", "token_type", "tokenType", "token_use", "use", "grant"]
        return (kinds.compactMap { claims[$0]?.stringValue } + [header["typ"]?.stringValue ?? ""]).contains {
            $0.lowercased().contains("refresh")
        }
    }
}
