//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// One scheme that a request must satisfy, with the scopes it must have.
public struct APISecurityRequirement: Sendable, Hashable {
    /// The scheme's name in ``APIDescription/securitySchemes``; it may be undefined there.
    public var scheme: String
    /// The scopes or roles that the operation asks for.
    public var scopes: [String]

    /// A requirement of one scheme.
    public init(scheme: String, scopes: [String] = []) {
        self.scheme = scheme
        self.scopes = scopes
    }
}

/// How a client shows who it is.
public enum APISecurityScheme: Sendable, Hashable {
    /// HTTP Bearer (RFC 6750), with the token's format where the document says it, such as `JWT`.
    case bearer(format: String?)
    /// HTTP Basic (RFC 7617).
    case basic
    /// Another scheme of the `Authorization` field, as written.
    case http(scheme: String)
    /// A key in a parameter of that name.
    case apiKey(name: String, location: APIParameter.Location)
    /// OAuth 2.0 (RFC 6749) with the names of the documented flows.
    case oauth2(flows: [String])
    /// OpenID Connect, with the address of its discovery document.
    case openIDConnect(url: String)
    /// A certificate of the client's.
    case mutualTLS
    /// A scheme that is not understood, kept as it was declared.
    case unknown(type: String)
}
