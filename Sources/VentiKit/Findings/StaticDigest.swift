//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import Crypto

/// Digests of texts that are part of VentiKit.
enum StaticDigest {
    /// The SHA-256 of a text as a Content Security Policy names it: `sha256-…`.
    static func contentSecurityHash(of text: StaticString) -> String {
        "sha256-" + Base64.encode(Array(SHA256.hash(data: text.withUTF8Buffer { unsafe Array($0) })))
    }
}
