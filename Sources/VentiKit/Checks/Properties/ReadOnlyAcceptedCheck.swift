//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds operations that write what the document says is read-only.
struct ReadOnlyAcceptedCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.bopla.readonly-accepted",
        title: "A read-only property can be written",
        severity: .medium,
        category: .brokenObjectPropertyLevelAuthorization,
        weaknesses: [.cwe(915)],
        remediation:
            "Ignore or refuse read-only properties in requests; set them from the session and from stored data.",
        explanation: """
            Makes or changes a thing once as documented and once with the properties that the document marks as             `readOnly`. A property counts only if reading the thing afterwards shows the value that was sent, and another             one without it. What tells one thing from another, its id, is left alone. Money, ownership, states and rights             count as high.
            """,
        profile: .active
    )

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        let outcome: PropertyWriting.Outcome?
        if operation.method == "POST" {
            let writer = try await MassAssignment.creation(operation, in: context)
            outcome = try await PropertyWriting(context: context, writer: writer).run(\.isReadOnly)
        } else {
            outcome = try await MassAssignment.withChange(operation, in: context) { writer in
                try await PropertyWriting(context: context, writer: writer).run(\.isReadOnly)
            }
        }
        guard let outcome else { return [] }
        return [
            metadata.finding(
                at: operation.location(),
                summary: "The request writes what the document says is read-only: \(outcome.names).",
                severity: min(max(outcome.severity, .medium), .high),
                evidenceClass: "effect",
                proof: outcome.proof
            )
        ]
    }
}
