//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// An account that was made and got a token.
struct RegisteredAccount: Sendable {
    var recipe: AccountRecipe
    var placement: LoginRecipe.TokenUse
    var username: String
    var password: Secret
    /// The token of the registration or of the first login.
    var token: Secret
    /// What the registration was filled with.
    var values: ProofValues

    /// The account as an identity of a scan.
    func identity(named name: String) -> Identity {
        guard recipe.login != nil, !recipe.isLoggedInByRegistration else {
            return Identity(name, credential: placement.credential(token))
        }
        let login = LoginRecipe(username: username, password: password, tokenUse: placement)
        return Identity(name, credential: .login(login))
    }
}
