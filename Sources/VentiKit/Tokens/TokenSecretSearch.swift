//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import Crypto

/// Looks for the secret that a JSON Web Token is signed with by HMAC (RFC 7518, 3.2) among many words, on this machine.
///
/// What does not depend on the word is made once: the message stands in a buffer behind the block of the key (RFC 2104),
/// so that a word costs two runs of the hash function over memory that is there already.
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
        let found =
            switch algorithm {
            case .hs256: search(words, SHA256.self)
            case .hs384: search(words, SHA384.self)
            case .hs512: search(words, SHA512.self)
            }
        // A hit is rare enough to be looked at twice, the second time without shortcuts.
        return found.flatMap { token.isSigned(with: $0) ? $0 : nil }
    }

    private func search<Hash: HashFunction>(_ words: some Sequence<String>, _: Hash.Type) -> String? {
        let block = Hash.blockByteCount
        var inner = [UInt8](repeating: 0, count: block) + Array(token.signingInput.utf8)
        var outer = [UInt8](repeating: 0, count: block + Hash.Digest.byteCount)
        return words.first { word in
            Self.fill(&inner, &outer, with: word, Hash.self)
            let middle = Self.hash(inner, Hash.self)
            var index = block
            for byte in middle {
                outer[index] = byte
                index += 1
            }
            // Most digests differ in their first byte.
            return Self.hash(outer, Hash.self).elementsEqual(token.signature)
        }
    }

    /// Puts the key into the first block of both buffers.
    private static func fill<Hash: HashFunction>(
        _ inner: inout [UInt8],
        _ outer: inout [UInt8],
        with word: String,
        _: Hash.Type
    ) {
        let block = Hash.blockByteCount
        var count = 0
        func put(_ byte: UInt8) {
            inner[count] = byte ^ 0x36
            outer[count] = byte ^ 0x5c
            count += 1
        }
        for byte in word.utf8 {
            if count == block {
                // A longer key is replaced by its hash.
                count = 0
                for byte in hash(Array(word.utf8), Hash.self) { put(byte) }
                break
            }
            put(byte)
        }
        while count < block { put(0) }
    }

    @inline(__always)
    private static func hash<Hash: HashFunction>(_ bytes: [UInt8], _: Hash.Type) -> Hash.Digest {
        var hash = Hash()
        // The pointer does not leave the closure.
        unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        return hash.finalize()
    }
}
