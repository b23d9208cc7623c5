//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds operations that change properties which only the server should change (mass assignment).
struct MassUpdateCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.bopla.mass-update",
        title: "Whoever changes something sets properties that are not theirs to set",
        severity: .high,
        category: .brokenObjectPropertyLevelAuthorization,
        weaknesses: [.cwe(915)],
        remediation:
            "Take from the request only the properties that its document names, one by one, never the whole body.",
        explanation: """
            Changes a thing that the check has made, or an account of its own, once as documented and once with             properties that answers show but the request does not document. A property counts only if reading the thing             shows the value that was sent, and showed another one after the first change. Where no account can be             registered, an identity of an ordinary role changes its own, and what was there is put back.
            """,
        profile: .active
    )

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        let outcome = try await MassAssignment.withChange(operation, in: context) { writer in
            try await PropertyWriting(context: context, writer: writer).run { !$0.isReadOnly }
        }
        guard let outcome else { return [] }
        return [
            metadata.finding(
                at: operation.location(),
                summary: "The request may change what it does not document, and it holds: \(outcome.names).",
                severity: outcome.severity,
                evidenceClass: "effect",
                proof: outcome.proof
            )
        ]
    }
}
