//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Someone in whose name a scan sends requests: a name, what they show to the API, and the role they play.
public struct Identity: Sendable, Hashable {
    /// The name in reports and proofs, such as `alice`.
    public var name: String
    /// The role at the API, such as `user` or `admin`; `nil` where it is not known.
    public var role: String?
    /// What the identity shows to the API.
    public var credential: Credential

    /// An identity with a credential of any kind.
    public init(_ name: String, role: String? = nil, credential: Credential) {
        self.name = name
        self.role = role
        self.credential = credential
    }

    /// Makes an identity that sends `Authorization: Bearer` with the token (RFC 6750).
    public init(_ name: String, role: String? = nil, bearer token: String) {
        self.init(name, role: role, credential: .bearer(Secret(token)))
    }

    /// Makes an identity that logs in with a user name and a password.
    public init(_ name: String, role: String? = nil, username: String, password: String) {
        self.init(name, role: role, credential: .login(LoginRecipe(username: username, password: Secret(password))))
    }

    /// What an identity shows to the API.
    public enum Credential: Sendable, Hashable {
        /// A token in `Authorization: Bearer`.
        case bearer(Secret)
        /// HTTP Basic (RFC 7617).
        case basic(username: String, password: Secret)
        /// A key in a header field, the query or a cookie.
        case apiKey(name: String, location: APIParameter.Location, value: Secret)
        /// A session cookie that the user already has.
        case cookie(name: String, value: Secret)
        /// A request that gives a token or a cookie, sent anew whenever the session ends.
        case login(LoginRecipe)
    }
}
