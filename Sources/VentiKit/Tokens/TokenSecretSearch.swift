//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import Crypto

/// Looks for the secret that a JSON Web Token is signed with by HMAC (RFC 7518, 3.2) among many words, on this machine.
///
/// Millions of words take a few seconds.
public struct TokenSecretSearch: Sendable {
    private let token: JSONWebToken
    private let algorithm: HMACAlgorithm

    /// Prepares the search; `nil` where the text is no JSON Web Token that is signed by HMAC.
    public init?(token: String) {
        guard let token = JSONWebToken(token) else { return nil }
        self.init(token)
    }

    init?(_ token: JSONWebToken) {
        guard let algorithm = HMACAlgorithm(rawValue: token.algorithm) else { return nil }
        self.token = token
        self.algorithm = algorithm
    }

    /// The first of the words that is the secret, or `nil` where none is.
    public func firstSecret(in words: some Sequence<String>) -> String? {
        let (message, code) = (Array(token.signingInput.utf8), token.signature)
        let found: String?
        // Each trial has a type of its own here, so that the compiler makes code of its own for it.
        switch algorithm {
        case .hs256:
            var trial = HMACTrial<SHA256>(message: message, expected: code)
            found = words.first { trial.matches($0) }
        case .hs384:
            var trial = HMACTrial<SHA384>(message: message, expected: code)
            found = words.first { trial.matches($0) }
        case .hs512:
            var trial = HMACTrial<SHA512>(message: message, expected: code)
            found = words.first { trial.matches($0) }
        }
        // A hit is rare enough to be looked at twice, the second time without shortcuts.
        return found.flatMap { token.isSigned(with: $0) ? $0 : nil }
    }
}
