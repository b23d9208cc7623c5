//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Who may call what, as the user has declared it. Of the rules that fit an operation, the first counts.
struct AccessPolicy: Sendable {
    let rules: [AccessRule]

    /// What the policy says of a call.
    enum Verdict: Sendable, Hashable {
        case may
        case mayNot
        /// No rule is about the operation, or the identity's role is not known.
        case unsaid
    }

    /// The rule that an operation is under.
    func rule(for operation: APIOperation) -> AccessRule? {
        rules.first { OperationSelection.matches($0.operations, operation) }
    }

    /// Whether someone with a credential may call an operation.
    func verdict(on operation: APIOperation, role: String?) -> Verdict {
        guard let rule = rule(for: operation) else { return .unsaid }
        if !Set(rule.roles).isDisjoint(with: [AccessRule.anyRole, AccessRule.anonymous]) { return .may }
        guard let role else { return .unsaid }
        return rule.roles.contains(role) ? .may : .mayNot
    }

    /// Whether nobody in particular may call an operation.
    func verdictOnNobody(_ operation: APIOperation) -> Verdict {
        guard let rule = rule(for: operation) else { return .unsaid }
        return rule.roles.contains(AccessRule.anonymous) ? .may : .mayNot
    }
}
