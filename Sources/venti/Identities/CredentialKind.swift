//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// The kinds of credential that `--identity` takes, as written before the first colon.
enum CredentialKind: Hashable {
    case bearer
    case basic
    case login
    case cookie
    case apiKey(header: String)

    /// The names of the kinds, for messages.
    static let names = ["bearer", "basic", "login", "cookie", "apikey"]

    /// Makes the credential from its text.
    func credential(from text: String, of source: SecretSource) throws(SecretProblem) -> Identity.Credential {
        switch self {
        case .bearer:
            return .bearer(Secret(try Self.token(text, of: source)))
        case .basic:
            let (username, password) = try Self.pair(text, separator: ":", form: "username:password", of: source)
            return .basic(username: username, password: Secret(password))
        case .login:
            let (username, password) = try Self.pair(text, separator: ":", form: "username:password", of: source)
            return .login(LoginRecipe(username: username, password: Secret(password)))
        case .cookie:
            let (name, value) = try Self.pair(text, separator: "=", form: "name=value", of: source)
            return .cookie(name: name, value: Secret(try Self.headerText(value, of: source)))
        case .apiKey(let header):
            let value = try Self.headerText(text, of: source)
            return .apiKey(name: header, location: .header, value: Secret(value))
        }
    }

    /// A token that fits into `Authorization: Bearer` (RFC 6750, 2.1).
    ///
    /// People often copy the word along with the token.
    static func token(_ text: String, of source: SecretSource) throws(SecretProblem) -> String {
        let token = text.lowercased().hasPrefix("bearer ") ? String(text.dropFirst(7)) : text
        let isToken = token.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: "-._~+/=:".utf8.contains(byte)
            }
        }
        guard isToken, !token.isEmpty else {
            throw SecretProblem(
                reason: "\(source.name) is not a bearer token: it holds a space or a sign that a header cannot carry"
            )
        }
        return token
    }

    /// A value that fits into a header field (RFC 9110, 5.5).
    static func headerText(_ text: String, of source: SecretSource) throws(SecretProblem) -> String {
        guard text.utf8.allSatisfy({ $0 == 0x09 || (0x20...0x7E).contains($0) }) else {
            throw SecretProblem(reason: "\(source.name) holds a sign that a header cannot carry")
        }
        return text
    }

    /// Whether the text can be the name of a header field (RFC 9110, 5.6.2).
    static func isHeaderName(_ text: some StringProtocol) -> Bool {
        !text.isEmpty
            && text.unicodeScalars.allSatisfy {
                $0.isASCII
                    && ($0.properties.isAlphabetic || $0.properties.numericType != nil
                        || "!#$%&'*+-.^_`|~".unicodeScalars.contains($0))
            }
    }

    private static func pair(
        _ text: String,
        separator: Character,
        form: String,
        of source: SecretSource
    ) throws(SecretProblem) -> (String, String) {
        guard let split = text.firstIndex(of: separator), split != text.startIndex else {
            throw SecretProblem(reason: "\(source.name) is not \(form)")
        }
        let second = String(text[text.index(after: split)...])
        guard !second.isEmpty else {
            throw SecretProblem(reason: "\(source.name) is not \(form): the second part is empty")
        }
        return (String(text[..<split]), second)
    }
}
