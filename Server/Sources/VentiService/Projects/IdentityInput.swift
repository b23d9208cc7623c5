//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

package import VentiKit

/// A user of a target, as somebody enters it. Its secrets go into the vault and never come back.
public struct IdentityInput: Codable, Sendable, Hashable {
    /// The kinds of credential.
    public enum Kind: String, Codable, Sendable, Hashable, CaseIterable {
        /// A token in the `Authorization` header.
        case bearer
        /// A name and password in the `Authorization` header.
        case basic
        /// A name and password with which a scan signs in as the document describes it.
        case login
        /// A cookie.
        case cookie
        /// A header with a key.
        case apiKey = "api_key"
    }

    /// What the user is called in reports.
    public var name: String
    /// The role of the user in the API.
    public var role: String?
    /// How the user signs in.
    public var kind: Kind
    /// The user name, the cookie's name or the header's name; empty for a bearer token.
    public var key: String
    /// The token, password or value.
    public var secret: String

    /// A user of a target.
    public init(name: String, role: String? = nil, kind: Kind, key: String = "", secret: String) {
        self.name = name
        self.role = role
        self.kind = kind
        self.key = key
        self.secret = secret
    }

    /// The identity for a scan.
    package var identity: Identity {
        let value = Secret(secret)
        let credential: Identity.Credential =
            switch kind {
            case .bearer: .bearer(value)
            case .basic: .basic(username: key, password: value)
            case .login: .login(LoginRecipe(username: key, password: value))
            case .cookie: .cookie(name: key, value: value)
            case .apiKey: .apiKey(name: key, location: .header, value: value)
            }
        return Identity(name, role: role, credential: credential)
    }

    /// - Throws: ``ServiceError`` with code `validation`.
    func check(_ pointer: String) throws {
        let plain = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
        guard !name.isEmpty, name.count <= 40, plain else {
            throw ServiceError.invalid(
                pointer + "/name",
                "A name has up to 40 letters, digits, dots, dashes and underscores."
            )
        }
        guard !secret.isEmpty, secret.utf8.count <= 16_384, !secret.contains(where: \.isNewline) else {
            throw ServiceError.invalid(pointer + "/secret", "A secret is one line of at most 16 KiB.")
        }
        guard kind == .bearer || (!key.isEmpty && key.utf8.count <= 256 && !key.contains(where: \.isNewline)) else {
            throw ServiceError.invalid(pointer + "/key", "This kind of credential needs a name in `key`.")
        }
    }
}
