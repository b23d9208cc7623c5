//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What checks of tokens and credentials ask of a scan, beside what every check does.
protocol TokenProber: Sendable {
    var target: TargetURL { get }
    func publishedKeys() async throws -> PublishedKeys?
    func credentialScheme(of identity: String) async -> APISecurityScheme?
}

/// A passive check that looks at the logins of the identities as well, which others do not see.
protocol LoginCheck: PassiveCheck {}

extension CheckContext {
    /// Where all requests go.
    var target: TargetURL { prober.target }

    /// The keys that the target publishes for its tokens, looked for once in a scan; `nil` where it publishes none.
    ///
    /// - Throws: ``ProbeError`` with code ``ProbeError/Code/budgetExhausted``; `CancellationError`.
    func publishedKeys() async throws -> PublishedKeys? { try await prober.publishedKeys() }

    /// How an identity shows its credential, in the words of a document's security schemes.
    func credentialScheme(of identity: String) async -> APISecurityScheme? {
        await prober.credentialScheme(of: identity)
    }

    /// The identity's current token taken apart.
    ///
    /// - Throws: ``CheckSkipped`` where it is no JSON Web Token.
    func requireJSONWebToken(of identity: String) async throws -> JSONWebToken {
        guard let token = await jsonWebToken(of: identity) else {
            throw CheckSkipped("the identity's token is no JSON Web Token")
        }
        return token
    }
}
