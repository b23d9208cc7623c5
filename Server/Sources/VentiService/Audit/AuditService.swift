//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Crypto
import Foundation

/// What was done by whom.
public struct AuditService: Sendable {
    let core: PlatformCore

    /// The entries, newest first.
    public func list(as principal: Principal, page: PageRequest = PageRequest()) async throws -> Page<AuditEntry> {
        try principal.require(.readAudit)
        return try await core.page(
            page,
            of: RecordQuery(order: ["seq"]),
            in: principal.scope,
            position: { [.integer(Int64($0.seq))] }
        )
    }

    /// Verifies the tenant's whole chain.
    /// - Returns: How many entries there are, and the first fault.
    public func verify(as principal: Principal) async throws -> (entries: Int, fault: AuditChain.Fault?) {
        try principal.require(.readAudit)
        let entries = try await entries(of: principal.scope)
        return (entries.count, try AuditChain.verify(entries))
    }

    /// The tenant's chain as JSON lines, a signed checkpoint last.
    public func export(as principal: Principal) async throws -> String {
        try principal.require(.readAudit)
        let entries = try await entries(of: principal.scope)
        var checkpoint = AuditChain.Checkpoint(
            tenant: principal.scope.tenant,
            seq: entries.last?.seq ?? 0,
            hash: entries.last?.hash ?? AuditChain.beginning,
            at: Timestamp.text(core.now()),
            signature: ""
        )
        checkpoint.signature = try signingKey().signature(for: AuditChain.text(of: checkpoint)).base64EncodedString()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var lines = try entries.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
        lines.append(String(decoding: try encoder.encode(["checkpoint": checkpoint]), as: UTF8.self))
        return lines.joined(separator: "\n") + "\n"
    }

    /// The key with which checkpoints are verified, in base64.
    public func publicKey() throws -> String { try signingKey().publicKey.rawRepresentation.base64EncodedString() }

    /// Writes down that something was refused.
    public func refused(_ principal: Principal, action: String, object: String, detail: String) async throws {
        var note = core.note(principal, action, detail)
        note.outcome = .refused
        let written = note
        try await core.store.write(principal.scope) { try $0.audit(written, object) }
    }

    private func entries(of scope: TenantScope) async throws -> [AuditEntry] {
        try await core.store.read(scope) { try $0.list(RecordQuery<AuditEntry>(order: ["seq"], ascending: true)) }
    }

    private func signingKey() throws -> Curve25519.Signing.PrivateKey {
        let seed = core.keys.stableKey(for: "audit").withUnsafeBytes { Data($0) }
        return try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
    }
}
