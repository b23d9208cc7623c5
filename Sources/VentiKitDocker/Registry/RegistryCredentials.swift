//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import VentiKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Who asks a registry for an image: a user with a password, or the bearer of an identity token.
public struct RegistryCredentials: Sendable, Hashable {
    /// The name of the user; empty beside an identity token.
    public var username: String
    /// The password, or a token in its place; empty beside an identity token.
    public var password: Secret
    /// What some registries give for a password, to be used from then on; `nil` where a password is given.
    public var identityToken: Secret?
    /// The registry, such as `registry.example.com`.
    public var registry: String

    /// The credentials of a user at a registry.
    ///
    /// - Parameters:
    ///   - username: The name of the user.
    ///   - password: The password, or a token in its place.
    ///   - registry: The registry, such as `registry.example.com`.
    public init(username: String, password: Secret, registry: String) {
        self.username = username
        self.password = password
        self.registry = registry
    }

    /// The credentials of who bears an identity token of a registry.
    ///
    /// - Parameters:
    ///   - identityToken: The token.
    ///   - registry: The registry, such as `registry.example.com`.
    public init(identityToken: Secret, registry: String) {
        username = ""
        password = Secret("")
        self.identityToken = identityToken
        self.registry = registry
    }

    /// The header that an engine takes them from.
    func header() throws -> String {
        var members = ["serveraddress": registry]
        if let identityToken {
            members["identitytoken"] = identityToken.withExposedValue { $0 }
        } else {
            members["username"] = username
            members["password"] = password.withExposedValue { $0 }
        }
        return try JSONEncoder().encode(members).base64EncodedString().replacing("+", with: "-").replacing(
            "/",
            with: "_"
        )
    }
}
