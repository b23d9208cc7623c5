//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ScanSession {
    /// Watches another request where the canary alone fails: one record that cannot be shown breaks a list, not the target.
    ///
    /// What is open to everybody says nothing: it answers without the state that is gone.
    ///
    /// - Returns: Whether another read that needs a credential still answers the same identity as it did.
    func replaceCanary(_ failed: ReachedRequest) async throws -> Bool {
        guard let identity = failed.identity, failed.request.operation.requiresCredential else { return false }
        let others = description.operations.lazy.filter { [self] operation in
            operation.id != failed.request.operation.id && effect(of: operation) == .readOnly
                && operation.requiresCredential && !operation.path.contains("{")
        }
        .compactMap { [self] in reached($0.id, as: identity) }
        .filter(\.response.isSuccess)
        for other in others.prefix(3) {
            guard case .answer(let response?) = try await look(at: other) else { continue }
            let isReplaced = withState { state in
                var canary = HealthCanary(response: other.response, at: state.lastNumber)
                guard canary.judge(response, at: state.lastNumber) == .healthy else { return false }
                state.canary = canary
                state.canaryRequest = other
                return true
            }
            if isReplaced { return true }
        }
        return false
    }
}
