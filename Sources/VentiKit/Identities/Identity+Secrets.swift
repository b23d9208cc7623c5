//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension Identity {
    /// The name of the identity's secret, such as `alice.token`: how placeholders in proofs and requests that cross to
    /// another process speak of it.
    public var secretName: String { "\(name).\(credential.secretKind)" }
}

extension Identity.Credential {
    /// What is secret about the credential, in a word.
    var secretKind: String {
        switch self {
        case .bearer, .apiKey, .cookie: "token"
        case .basic, .login: "password"
        }
    }

    /// The credential's one secret.
    var secret: Secret {
        get {
            switch self {
            case .bearer(let secret), .basic(_, let secret), .apiKey(_, _, let secret), .cookie(_, let secret): secret
            case .login(let recipe): recipe.password
            }
        }
        set {
            switch self {
            case .bearer: self = .bearer(newValue)
            case .basic(let username, _): self = .basic(username: username, password: newValue)
            case .apiKey(let name, let location, _): self = .apiKey(name: name, location: location, value: newValue)
            case .cookie(let name, _): self = .cookie(name: name, value: newValue)
            case .login(var recipe):
                recipe.password = newValue
                self = .login(recipe)
            }
        }
    }
}
