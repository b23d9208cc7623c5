//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Crypto
import CryptoExtras
import Foundation

/// A password as it is stored: scrypt with its parameters and salt, in the PHC form.
struct PasswordHash: Sendable, Hashable {
    /// What a hash costs.
    struct Cost: Sendable, Hashable {
        /// The logarithm of the rounds.
        var logarithm = 15
        var blockSize = 8
        var parallelism = 3
    }

    let text: String

    /// Reads a stored hash.
    init(text: String) { self.text = text }

    /// Hashes a password. Slow on purpose.
    init(of password: String, cost: Cost) throws {
        let salt = SecretBytes.random(16)
        let key = try Self.derive(password, salt, cost)
        text =
            "$scrypt$ln=\(cost.logarithm),r=\(cost.blockSize),p=\(cost.parallelism)"
            + "$\(Base64URL.encode(salt))$\(Base64URL.encode(key))"
    }

    /// Whether a password is the one that was hashed. Slow on purpose.
    func matches(_ password: String) -> Bool {
        let parts = text.split(separator: "$")
        guard parts.count == 4, parts[0] == "scrypt", let cost = Self.cost(parts[1]),
            let salt = Base64URL.decode(String(parts[2])), let key = Base64URL.decode(String(parts[3])),
            let derived = try? Self.derive(password, salt, cost)
        else { return false }
        return SecretBytes.areEqual(derived, key)
    }

    private static func cost(_ text: Substring) -> Cost? {
        let values = text.split(separator: ",").map { $0.split(separator: "=") }
        guard values.count == 3, values.map(\.first) == ["ln", "r", "p"],
            let logarithm = values[0].last.flatMap({ Int($0) }), let block = values[1].last.flatMap({ Int($0) }),
            let lanes = values[2].last.flatMap({ Int($0) }), (1...20).contains(logarithm), (1...32).contains(block),
            (1...16).contains(lanes)
        else { return nil }
        return Cost(logarithm: logarithm, blockSize: block, parallelism: lanes)
    }

    private static func derive(_ password: String, _ salt: [UInt8], _ cost: Cost) throws -> [UInt8] {
        let key = try KDF.Scrypt.deriveKey(
            from: Data(password.precomposedStringWithCanonicalMapping.utf8),
            salt: salt,
            outputByteCount: 32,
            rounds: 1 << cost.logarithm,
            blockSize: cost.blockSize,
            parallelism: cost.parallelism
        )
        return key.withUnsafeBytes { Array($0) }
    }
}
