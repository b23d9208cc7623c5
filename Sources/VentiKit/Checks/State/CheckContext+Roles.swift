//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension CheckContext {
    /// Whether an identity's role is certainly above another's.
    ///
    /// An account that the scan registered itself is an ordinary one.
    func isAbove(_ identity: String, _ other: String) -> Bool {
        guard let rank = RoleRank.rank(of: role(of: identity)) else { return false }
        return rank > (RoleRank.rank(of: role(of: other)) ?? (prober.isSelfRegistered(other) ? 0 : .max))
    }

    /// The identities whose role is certainly below this one's, in the user's order.
    func inferiors(of identity: String) -> [String] { identities.filter { isAbove(identity, $0) } }

    /// Whether the scan registered the account of this identity itself.
    func isSelfRegistered(_ identity: String) -> Bool { prober.isSelfRegistered(identity) }

    /// The identities that an operation answered 2xx, those of the highest role first.
    func reachers(of operation: APIOperation) -> [String] {
        let successful = identities.filter { reached(operation, as: $0).map { isSuccess($0.response) } ?? false }
        return successful.enumerated().sorted { left, right in
            let ranks = (rank(left.element), rank(right.element))
            return ranks.0 == ranks.1 ? left.offset < right.offset : ranks.0 > ranks.1
        }
        .map(\.element)
    }

    /// Who may be able to call an operation, those of the highest role first: who was answered 2xx, and for the
    /// deletion of one thing, which is not called before, who makes such things.
    func callers(of operation: APIOperation) -> [String] {
        let reached = reachers(of: operation)
        guard reached.isEmpty, operation.method == "DELETE", let resource = resources.resource(of: operation) else {
            return reached
        }
        return makers(of: resource).reversed()
    }

    private func rank(_ identity: String) -> Int { RoleRank.rank(of: role(of: identity)) ?? 0 }

    /// Whether the scan was refused an operation in someone's name because of who asked.
    func isRefused(_ operation: APIOperation, as identity: String?) -> Bool {
        reached(operation, as: identity).map { [401, 403].contains($0.response.status) } ?? false
    }

    /// The identities that are known to make things of a kind, those of the lowest role first.
    func makers(of resource: APIResource) -> [String] {
        guard let create = resource.create else { return [] }
        let makers = reachers(of: create).enumerated()
        return makers.sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
    }

    /// Whether the policy's selection of operations allows to call one.
    func isSelected(_ operation: APIOperation) -> Bool {
        OperationSelection(policy).contains(operation)
    }

    /// Whether the scan runs a check.
    func isSelected(_ check: any Check) -> Bool {
        (policy.checks.isEmpty || policy.checks.contains { CheckSelection.matches($0, check) })
            && !policy.skippedChecks.contains { CheckSelection.matches($0, check) }
    }
}
