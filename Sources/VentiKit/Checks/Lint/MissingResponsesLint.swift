//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds operations that do not document how they refuse a request.
struct MissingResponsesLint: DocumentCheck {
    let metadata = CheckMetadata(
        id: "venti.lint.missing-401-403-429",
        title: "Refusals are not documented",
        severity: .info,
        category: .improperInventoryManagement,
        remediation: "Document 401 and 403 where a credential is required, and 429 where requests are limited.",
        explanation: """
            Reads the document and sends nothing. What is not documented was often not thought of. One finding names \
            all operations that require a credential and document neither 401 nor 403, one all that do not document 429.
            """
    )

    func audit(_ description: APIDescription) -> [Finding] {
        let open = description.operations.filter { operation in
            operation.requiresCredential && !Self.documents(["401", "403"], operation)
        }
        let unlimited = description.operations.filter { !Self.documents(["429"], $0) }
        return [
            metadata.documentFinding(
                about: open,
                summary: { "\($0) that need a credential document neither 401 nor 403." },
                evidenceClass: "401-403"
            ),
            metadata.documentFinding(
                about: unlimited,
                summary: { "The answer 429 is not documented at \($0)." },
                evidenceClass: "429"
            ),
        ].compactMap { $0 }
    }

    /// Whether the operation documents one of the status codes, by itself, in a range or by default.
    private static func documents(_ codes: [String], _ operation: APIOperation) -> Bool {
        operation.responses.keys.contains { codes.contains($0) || $0.uppercased() == "4XX" || $0 == "default" }
    }
}
