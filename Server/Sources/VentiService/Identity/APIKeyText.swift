//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The text of an API key: `vk_live_<8>_<43>_<6>`, a public part, a secret, and a checksum.
///
/// The prefix and the checksum let scanners of source code recognise a leaked key without asking anybody.
struct APIKeyText: Sendable {
    let publicPart: String
    let secret: String

    private static let prefix = "vk_live_"

    /// A new key.
    static func make() -> APIKeyText {
        APIKeyText(
            publicPart: String(SecretBytes.hex(SecretBytes.random(4))),
            secret: Base64URL.encode(SecretBytes.random(32)).replacingOccurrences("-", "A").replacingOccurrences(
                "_",
                "B"
            )
        )
    }

    private init(publicPart: String, secret: String) {
        self.publicPart = publicPart
        self.secret = secret
    }

    /// Reads a key; `nil` where the form or the checksum is wrong.
    init?(_ text: String) {
        guard text.hasPrefix(Self.prefix), text.utf8.count == 8 + 8 + 1 + 43 + 1 + 6 else { return nil }
        let parts = text.dropFirst(Self.prefix.count).split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 8, parts[1].utf8.count == 43 else { return nil }
        publicPart = String(parts[0])
        secret = String(parts[1])
        guard parts[2] == Self.checksum(publicPart + "_" + secret) else { return nil }
    }

    /// The whole key.
    var text: String { Self.prefix + publicPart + "_" + secret + "_" + Self.checksum(publicPart + "_" + secret) }

    /// CRC-32 in six digits of base 62.
    static func checksum(_ text: String) -> String {
        var register: UInt32 = 0xffff_ffff
        for byte in text.utf8 {
            register ^= UInt32(byte)
            for _ in 0..<8 { register = register & 1 == 1 ? (register >> 1) ^ 0xedb8_8320 : register >> 1 }
        }
        var rest = ~register
        let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
        var result = ""
        for _ in 0..<6 {
            result = String(digits[Int(rest % 62)]) + result
            rest /= 62
        }
        return result
    }
}

extension String {
    /// Replaces each occurrence of a character.
    fileprivate func replacingOccurrences(_ old: Character, _ new: Character) -> String {
        String(map { $0 == old ? new : $0 })
    }
}
