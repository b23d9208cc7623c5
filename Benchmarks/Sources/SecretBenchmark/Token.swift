//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Crypto
import Foundation

/// A JSON Web Token signed by HS256, and the plain way to try a secret.
struct Token {
    let text: String
    private let message: [UInt8]
    private let signature: [UInt8]

    init(claims: String, secret: String) {
        let input = Self.encode(#"{"alg":"HS256","typ":"JWT"}"#) + "." + Self.encode(claims)
        message = Array(input.utf8)
        signature = Array(
            HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: Array(secret.utf8)))
        )
        text = input + "." + Self.urlSafe(Data(signature).base64EncodedString())
    }

    func isSigned(with secret: String) -> Bool {
        let key = SymmetricKey(data: Array(secret.utf8))
        return HMAC<SHA256>.isValidAuthenticationCode(signature, authenticating: message, using: key)
    }

    private static func encode(_ text: String) -> String { urlSafe(Data(text.utf8).base64EncodedString()) }

    private static func urlSafe(_ base64: String) -> String {
        base64.replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }
}
