//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Which operations a scan calls, and why it leaves the others out.
struct ScanPlan: Sendable {
    private(set) var operations: [APIOperation] = []
    private(set) var skipped: [(operation: APIOperation, reason: String)] = []
    /// The operations among the skipped that delete one thing: what the scan has made itself it may delete.
    private(set) var deletions: [APIOperation] = []

    init(description: APIDescription, policy: ScanPolicy) {
        let selection = OperationSelection(policy)
        for operation in description.operations {
            let effect = OperationEffect(of: operation, schemas: description.schemas)
            if let reason = policy.operationRules.skipReason(for: operation) {
                skipped.append((operation, reason))
            } else if !selection.contains(operation) {
                skipped.append((operation, "left out by the policy"))
            } else if effect.profile > policy.profile {
                skipped.append((operation, Self.reason(effect)))
                if policy.profile >= .active, operation.method == "DELETE", operation.path.hasSuffix("}") {
                    deletions.append(operation)
                }
            } else {
                operations.append(operation)
            }
        }
    }

    /// The plan in a few words.
    var summary: String {
        "\(operations.count) operations" + (skipped.isEmpty ? "" : ", \(skipped.count) left out")
    }

    private static func reason(_ effect: OperationEffect) -> String {
        switch effect {
        case .destructive: "it may delete data, end sessions or reset the target; the profile `dangerous` calls it"
        case .mutating: "it changes data; the profile `active` calls it"
        case .login: "it logs in; the profile `safe` calls it"
        case .readOnly: "the profile does not call it"
        }
    }
}
