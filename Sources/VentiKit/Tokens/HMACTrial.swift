//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import Crypto

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Computes HMAC (RFC 2104) of one message with many keys.
///
/// The message stands in a buffer behind the block of the key, so that a key costs two runs of the hash function over
/// memory that is there already. Of the blocks only those bytes are written that differ from the key before.
struct HMACTrial<Hash: HashFunction> {
    private let expected: [UInt8]
    private var inner: [UInt8]
    private var outer: [UInt8]
    /// How many bytes of the blocks hold a key.
    private var keyLength = 0

    /// Prepares a trial; no key fits a code of another length.
    init(message: [UInt8], expected: [UInt8]) {
        self.expected = expected
        inner = [UInt8](repeating: 0x36, count: Hash.blockByteCount) + message
        outer =
            [UInt8](repeating: 0x5c, count: Hash.blockByteCount) + [UInt8](repeating: 0, count: Hash.Digest.byteCount)
    }

    /// Whether the code of the message with this key is the expected one.
    mutating func matches(_ key: String) -> Bool {
        var key = key
        // The pointers do not leave their closures, and each is copied to where as many bytes are.
        key.withUTF8 { key in
            if key.count <= Hash.blockByteCount {
                unsafe setKey(UnsafeRawBufferPointer(key))
            } else {
                // A longer key is replaced by its hash.
                var hash = Hash()
                unsafe hash.update(bufferPointer: UnsafeRawBufferPointer(key))
                unsafe hash.finalize().withUnsafeBytes { unsafe setKey($0) }
            }
        }
        let digest = Self.digest(of: inner)
        unsafe digest.withUnsafeBytes { digest in
            unsafe outer.withUnsafeMutableBytes { outer in
                unsafe UnsafeMutableRawBufferPointer(rebasing: outer[Hash.blockByteCount...]).copyMemory(from: digest)
            }
        }
        let code = Self.digest(of: outer)
        return unsafe code.withUnsafeBytes { code in
            unsafe code.first == expected.first && code.elementsEqual(expected)
        }
    }

    private mutating func setKey(_ key: UnsafeRawBufferPointer) {
        let old = keyLength
        keyLength = key.count
        unsafe inner.withUnsafeMutableBytes { inner in
            unsafe outer.withUnsafeMutableBytes { outer in
                for index in 0..<key.count {
                    unsafe inner[index] = key[index] ^ 0x36
                    unsafe outer[index] = key[index] ^ 0x5c
                }
                // A key is filled up with zeros.
                for index in key.count..<max(key.count, old) {
                    unsafe inner[index] = 0x36
                    unsafe outer[index] = 0x5c
                }
            }
        }
    }

    private static func digest(of bytes: [UInt8]) -> Hash.Digest {
        var hash = Hash()
        unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        return hash.finalize()
    }
}
