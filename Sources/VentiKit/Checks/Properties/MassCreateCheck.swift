//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds operations that store properties of a new thing or account which only the server should set (mass assignment).
struct MassCreateCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.bopla.mass-create",
        title: "Whoever makes something sets properties that are not theirs to set",
        severity: .high,
        category: .brokenObjectPropertyLevelAuthorization,
        weaknesses: [.cwe(915)],
        remediation:
            "Take from the request only the properties that its document names, one by one, never the whole body.",
        explanation: """
            Makes a thing, or registers an account, once as documented and once with properties that answers show but             the request does not document, such as a role, a status or a balance. A property counts only if reading             the thing afterwards shows the value that was sent, and another one for the thing made without it. Where             the API keeps a made-up property as well, only those count that the thing has by itself.
            """,
        profile: .active
    )

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        let writer = try await MassAssignment.creation(operation, in: context)
        let writing = PropertyWriting(context: context, writer: writer)
        guard let outcome = try await writing.run({ !$0.isReadOnly }) else { return [] }
        return [
            metadata.finding(
                at: operation.location(),
                summary: "The request may set what it does not document, and it holds: \(outcome.names).",
                severity: outcome.severity,
                evidenceClass: "effect",
                proof: outcome.proof
            )
        ]
    }
}

/// What the checks of mass assignment have in common: who writes at an operation.
enum MassAssignment {
    /// What makes a thing or an account by an operation.
    ///
    /// - Throws: ``CheckSkipped`` where the operation makes neither.
    static func creation(_ operation: APIOperation, in context: CheckContext) async throws -> any PropertyWriter {
        if context.accountOperations.registrations.contains(where: { $0.operation.id == operation.id }) {
            return try await AccountCreation(operation, in: context)
        }
        return try ObjectCreation(operation, in: context)
    }

    /// Runs a body with what changes a thing or the caller's own account by an operation.
    ///
    /// Nothing else is sent meanwhile where the account is one of the scan's identities: other checks rely on what it
    /// may do.
    ///
    /// - Throws: ``CheckSkipped`` where the operation changes neither; what the body throws.
    static func withChange<Result: Sendable>(
        _ operation: APIOperation,
        in context: CheckContext,
        _ body: @Sendable (any PropertyWriter) async throws -> Result
    ) async throws -> Result {
        guard AccountChange.isOfAccount(operation, in: context) else {
            return try await body(try ObjectChange(operation, in: context))
        }
        if try await context.registeredAccount() != nil {
            return try await body(try await AccountChange(operation, in: context))
        }
        let writer = try IdentityChange(operation, in: context)
        return try await context.withExclusiveAccess { try await body(writer) }
    }
}
