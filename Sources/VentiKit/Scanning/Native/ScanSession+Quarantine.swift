//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ScanSession {
    /// Refuses a request for an operation that has destroyed the target's state before.
    func refuseIfQuarantined(_ operation: APIOperation?, _ purpose: HTTPExchange.Purpose) throws {
        guard let operation, purpose != .setup, withState({ $0.quarantined.contains(operation.id) }) else { return }
        throw CheckSkipped("quarantined: the operation destroyed the state of the target")
    }

    /// Brings the target back after an operation has destroyed its state: makes the scan's accounts again, logs in
    /// again, and never calls the operation again.
    ///
    /// - Returns: Whether the canary answers as it did.
    func rebuild(afterQuarantining suspect: String, _ canary: ReachedRequest) async throws -> Bool {
        withState { _ = $0.quarantined.insert(suspect) }
        for session in sessions {
            do {
                try await session.renew()
            } catch is ScanError {
                guard try await registerAgain(session.identity.name) else { continue }
                try? await session.renew()
            }
        }
        guard case .answer(let response?) = try await look(at: canary), response.isSuccess else { return false }
        withState { state in
            state.canary = HealthCanary(response: response, at: state.lastNumber)
            state.canaryRequest = canary
            // What was made before is gone with the state.
            state.baselines = [:]
            state.diagnostics.append(
                ScanDiagnostic(
                    .warning,
                    "\(suspect) destroyed the state of the target. It is quarantined: the accounts of the scan were "
                        + "made again, and what was checked since the last good look is checked again without it."
                )
            )
            var coverage = state.coverage[suspect] ?? OperationCoverage(operation: suspect)
            coverage.skippedBecause = "quarantined: it destroyed the state of the target"
            state.coverage[suspect] = coverage
        }
        return true
    }

    /// Makes an account that the scan has registered itself once more, by the same name and password.
    private func registerAgain(_ identity: String) async throws -> Bool {
        guard let account = withState({ $0.accounts[identity] }),
            let request = account.values.fill(ProofValues.template(account.recipe.register("account").render()))
        else { return false }
        do {
            let operation = account.recipe.registration.operation
            return try await client.send(request, for: operation, purpose: .setup).response.isSuccess
        } catch let error as ProbeError where error.code != .budgetExhausted {
            return false
        }
    }
}
