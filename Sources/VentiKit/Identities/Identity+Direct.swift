//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension Identity.Credential {
    /// What goes into requests and where, for a credential that is there from the beginning; `nil` for one that a login gives.
    var direct: (token: Secret, placement: LoginRecipe.TokenUse)? {
        switch self {
        case .bearer(let secret): return (secret, .bearer)
        case .basic(let username, let password):
            let token = password.withExposedValue { Secret(Base64.encode("\(username):\($0)".utf8)) }
            return (token, .header(name: "Authorization", template: "Basic {{token}}"))
        case .apiKey(let name, let location, let value):
            switch location {
            case .query: return (value, .query(name))
            case .cookie: return (value, .cookie(name))
            case .header, .path: return (value, .header(name: name, template: "{{token}}"))
            }
        case .cookie(let name, let value): return (value, .cookie(name))
        case .login: return nil
        }
    }
}
