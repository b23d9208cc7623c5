//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds operations that keep to their document for JSON and write everything that a form holds.
struct FormAssignmentCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.bopla.xml-mass",
        title: "Another content type sets properties that JSON may not",
        severity: .high,
        category: .brokenObjectPropertyLevelAuthorization,
        weaknesses: [.cwe(915)],
        remediation:
            "Refuse media types that the document does not name, and bind all others through one list of properties.",
        explanation: """
            Sends the body of a request that makes or changes something as a form instead of JSON, with properties that             the request does not document. A property counts only if reading the thing shows the value, where the same             request in JSON does not write it.
            """,
        profile: .active
    )

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        let outcome: PropertyWriting.Outcome?
        if operation.method == "POST" {
            outcome = try await run(try await MassAssignment.creation(operation, in: context), context)
        } else {
            outcome = try await MassAssignment.withChange(operation, in: context) { try await run($0, context) }
        }
        guard let outcome else { return [] }
        return [
            metadata.finding(
                at: operation.location(),
                summary: "A form sets what the same request in JSON does not: \(outcome.names).",
                severity: outcome.severity,
                evidenceClass: "effect",
                proof: outcome.proof
            )
        ]
    }

    private func run(_ writer: any PropertyWriter, _ context: CheckContext) async throws -> PropertyWriting.Outcome? {
        guard writer.base.asForm != nil else { throw CheckSkipped("the body is no flat JSON object") }
        return try await PropertyWriting(context: context, writer: writer, isForm: true).run { _ in true }
    }
}
