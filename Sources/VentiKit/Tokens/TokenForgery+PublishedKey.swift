//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension TokenForgery {
    /// The recipe with the key that the target publishes now.
    ///
    /// - Parameters:
    ///   - answer: The answer that holds the target's keys.
    ///   - token: The identity's own token.
    /// - Returns: `nil` where the answer holds no such key.
    func withKey(publishedIn answer: [UInt8], fitting token: JSONWebToken) -> TokenForgery? {
        guard let publishedKey, let set = JSONWebKeySet(answer) else { return nil }
        let keys = JSONWebKeySet.keys(set.keys, fitting: token)
        guard keys.indices.contains(publishedKey.index),
            let encoding = keys[publishedKey.index].encodings.first(where: { $0.name == publishedKey.form })
        else { return nil }
        var forgery = self
        forgery.signature = .init(secret: encoding.bytes)
        return forgery
    }
}

extension TokenForgery.Signature {
    /// By HMAC with these bytes, which may be a text.
    init(secret bytes: [UInt8]) {
        self = String(validating: bytes, as: UTF8.self).map { .secret($0) } ?? .secretBytes(bytes)
    }
}
