//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension VulnerableAPI {
    /// Tokens without a signature are taken where their header says `none`.
    package static func tokenAlgorithmNone(_ variant: Variant) -> VulnerableAPI {
        tokens("jwt.alg-none", variant, secret: Fixture.randomSecret(), flaw: .acceptsNone)
    }

    /// The signature of a token is never looked at.
    package static func tokenSignatureIgnored(_ variant: Variant) -> VulnerableAPI {
        tokens("jwt.signature-not-verified", variant, secret: Fixture.randomSecret(), flaw: .ignoresSignature)
    }

    /// Tokens are signed with a word that is in every list of bad secrets.
    package static func tokenWeakSecret(_ variant: Variant) -> VulnerableAPI {
        let secret = variant == .flawed ? "secret" : Fixture.randomSecret()
        return tokens("jwt.weak-secret", variant, secret: secret, flaw: .strict)
    }

    /// Tokens without a signature are taken whatever their header says.
    package static func tokenNullSignature(_ variant: Variant) -> VulnerableAPI {
        tokens("jwt.null-signature", variant, secret: Fixture.randomSecret(), flaw: .skipsEmptySignature)
    }

    /// Beside the secret, an older one is taken, which nobody has set.
    package static func tokenBlankSecret(_ variant: Variant) -> VulnerableAPI {
        let secret = Fixture.randomSecret()
        return diary(
            "jwt.blank-secret",
            variant,
            issue: { JSONWebToken.issue(to: $0, secret: secret, seconds: 3600) },
            owner: { token in
                JSONWebToken.subject(of: token, secret: secret)
                    ?? (variant == .flawed ? JSONWebToken.subject(of: token, secret: "") : nil)
            }
        )
    }

    private static func tokens(
        _ name: String,
        _ variant: Variant,
        secret: String,
        flaw: JSONWebToken.Verification
    ) -> VulnerableAPI {
        diary(
            name,
            variant,
            issue: { JSONWebToken.issue(to: $0, secret: secret, seconds: 3600) },
            owner: { JSONWebToken.subject(of: $0, secret: secret, as: variant == .flawed ? flaw : .strict) }
        )
    }
}
