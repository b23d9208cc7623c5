//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A check whose flaw is that the document says otherwise than the API does: either of them can be mended.
protocol DocumentedFlawCheck: Check {
    /// Whether the document, as it is now, no longer says what the finding is about.
    func isMended(_ finding: Finding, in description: APIDescription) -> Bool
}

extension SchemeDowngradeCheck: DocumentedFlawCheck {
    /// An alternative that the document names is gone from it; a combination is for the API to enforce.
    func isMended(_ finding: Finding, in description: APIDescription) -> Bool {
        guard finding.evidenceClass == "alternative" else { return false }
        let operation = description.operations.first { $0.id == finding.location.operationName }
        return operation.map { !SchemeWeakness.isAllowed(in: $0, schemes: description.securitySchemes) } ?? true
    }
}

extension UndeclaredProtectionCheck: DocumentedFlawCheck {
    func isMended(_ finding: Finding, in description: APIDescription) -> Bool {
        let operation = description.operations.first { $0.id == finding.location.operationName }
        return operation?.requiresCredential ?? true
    }
}
