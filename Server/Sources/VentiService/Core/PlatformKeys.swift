//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Crypto
public import Foundation

/// The master keys from which everything secret at rest is derived: one is used, older ones still open what they sealed.
public struct PlatformKeys: Sendable {
    /// The name of the key that seals.
    let current: String
    private let masters: [String: SymmetricKey]

    private struct File: Codable {
        var current: String
        var keys: [String: Data]
    }

    /// New keys, for a first start or a test.
    public init() {
        current = "k1"
        masters = ["k1": SymmetricKey(size: .bits256)]
    }

    private init(current: String, masters: [String: SymmetricKey]) {
        self.current = current
        self.masters = masters
    }

    /// Reads what ``encoded()`` has written.
    /// - Throws: ``ServiceError`` where it is no file of keys.
    public init(encoded data: Data) throws {
        guard let file = try? JSONDecoder().decode(File.self, from: data), file.keys[file.current] != nil,
            file.keys.values.allSatisfy({ $0.count == 32 })
        else { throw ServiceError(.unavailable, "The file of master keys is damaged.") }
        current = file.current
        masters = file.keys.mapValues { SymmetricKey(data: $0) }
    }

    /// The keys as a file keeps them. Whoever reads it can open every stored credential.
    public func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let keys = masters.mapValues { key in key.withUnsafeBytes { Data($0) } }
        return try encoder.encode(File(current: current, keys: keys))
    }

    /// The same keys with a new one in front, which seals from now on.
    public func rotated() -> PlatformKeys {
        let name = "k\(masters.count + 1)"
        return PlatformKeys(
            current: name,
            masters: masters.merging([name: SymmetricKey(size: .bits256)]) { old, _ in old }
        )
    }

    /// What tells each key from others, and nothing else about it, by the keys' names.
    var fingerprints: [String: String] {
        masters.keys.reduce(into: [:]) { prints, name in
            guard let key = key(for: "fingerprint", named: name) else { return }
            prints[name] = SecretBytes.hex(key.withUnsafeBytes { Array($0.prefix(16)) })
        }
    }

    /// The key for a purpose, derived from the master key of that name; `nil` where there is none.
    func key(for purpose: String, named name: String) -> SymmetricKey? {
        masters[name].map {
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: $0,
                salt: Data("venti-server".utf8),
                info: Data(purpose.utf8),
                outputByteCount: 32
            )
        }
    }

    /// The key for a purpose that must not change when keys are rotated: from the oldest master key.
    func stableKey(for purpose: String) -> SymmetricKey {
        key(for: purpose, named: "k1") ?? SymmetricKey(size: .bits256)
    }
}
