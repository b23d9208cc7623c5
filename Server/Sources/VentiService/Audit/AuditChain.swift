//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Crypto
import Foundation

/// The chain of an audit log: each entry holds the hash of the one before, so that nobody can change, remove, add or move
/// one without breaking all that follow. A signed checkpoint at the end shows that none is missing there.
public enum AuditChain {
    static let beginning = String(repeating: "0", count: 64)

    /// The end of a chain, signed.
    public struct Checkpoint: Codable, Sendable, Hashable {
        /// Whose chain it is.
        public var tenant: RecordID
        /// The place of the last entry.
        public var seq: Int
        /// The hash of the last entry.
        public var hash: String
        /// When it was signed.
        public var at: String
        /// The Ed25519 signature, in base64.
        public var signature: String
    }

    /// What is wrong with a chain.
    public struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        /// The place of the first wrong entry.
        public var seq: Int
        /// What is wrong there.
        public var description: String
    }

    /// The hash of an entry: SHA-256 over the entry without it, as JSON with sorted keys.
    static func hash(of entry: AuditEntry) throws -> String {
        var bare = entry
        bare.hash = ""
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return SecretBytes.digest(Array(try encoder.encode(bare)))
    }

    /// Verifies entries in their order.
    /// - Returns: The first fault; `nil` where there is none.
    public static func verify(_ entries: some Sequence<AuditEntry>) throws -> Fault? {
        var previous = beginning
        var seq = 0
        for entry in entries {
            seq += 1
            guard entry.seq == seq else {
                return Fault(seq: seq, description: "entry \(seq) is missing: \(entry.seq) follows \(seq - 1)")
            }
            guard entry.previous == previous else {
                return Fault(seq: seq, description: "entry \(seq) does not follow the one before it")
            }
            guard try hash(of: entry) == entry.hash else {
                return Fault(seq: seq, description: "entry \(seq) was changed")
            }
            previous = entry.hash
        }
        return nil
    }

    static func text(of checkpoint: Checkpoint) -> Data {
        Data("venti-audit-checkpoint|\(checkpoint.tenant)|\(checkpoint.seq)|\(checkpoint.hash)|\(checkpoint.at)".utf8)
    }

    /// Whether a checkpoint was signed with the key and is of these entries.
    /// - Parameters:
    ///   - checkpoint: The signed end of the chain.
    ///   - publicKey: The Ed25519 key, in base64.
    ///   - entries: All entries, verified.
    public static func verify(_ checkpoint: Checkpoint, publicKey: String, entries: [AuditEntry]) -> Fault? {
        guard let keyBytes = Data(base64Encoded: publicKey), let signature = Data(base64Encoded: checkpoint.signature),
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: keyBytes),
            key.isValidSignature(signature, for: text(of: checkpoint))
        else { return Fault(seq: checkpoint.seq, description: "the checkpoint's signature is wrong") }
        guard (entries.last?.seq ?? 0) == checkpoint.seq, (entries.last?.hash ?? beginning) == checkpoint.hash else {
            return Fault(
                seq: checkpoint.seq,
                description: "the chain ends at \(entries.last?.seq ?? 0), the checkpoint says \(checkpoint.seq)"
            )
        }
        return nil
    }
}
