//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Foundation

/// An exported audit log, verified with nothing but the file and the public key.
public enum AuditExport {
    private struct LastLine: Decodable {
        var checkpoint: AuditChain.Checkpoint
    }

    /// Verifies an export: each entry, their order, and that none is missing at the end.
    /// - Parameters:
    ///   - data: The lines.
    ///   - publicKey: The key of the checkpoint, in base64.
    /// - Returns: How many entries there are.
    /// - Throws: ``ServiceError`` with code `conflict` that says what is wrong.
    public static func verify(_ data: Data, publicKey: String) throws -> Int {
        var lines = data.split(separator: UInt8(ascii: "\n")).map { Data($0) }
        let decoder = JSONDecoder()
        guard let last = lines.popLast(), let end = try? decoder.decode(LastLine.self, from: last) else {
            throw ServiceError(.conflict, "the export has no checkpoint at its end")
        }
        let entries = try lines.enumerated().map { index, line in
            guard let entry = try? decoder.decode(AuditEntry.self, from: line) else {
                throw ServiceError(.conflict, "line \(index + 1) is no entry")
            }
            return entry
        }
        let fault =
            try AuditChain.verify(entries)
            ?? AuditChain.verify(end.checkpoint, publicKey: publicKey, entries: entries)
        if let fault { throw ServiceError(.conflict, "the audit log was tampered with: \(fault.description)") }
        guard entries.allSatisfy({ $0.tenant == end.checkpoint.tenant }) else {
            throw ServiceError(.conflict, "the audit log was tampered with: it is of several tenants")
        }
        return entries.count
    }
}
