//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ScanSession {
    /// Chooses the health canary: the first read-only request that an identity, or else nobody, was answered 2xx.
    func chooseCanary(among operations: [APIOperation]) {
        let readOnly = operations.filter { effect(of: $0) == .readOnly }
        for identity in identityNames.map(Optional.some) + [nil] {
            for operation in readOnly {
                guard let reached = reached(operation.id, as: identity), reached.response.isSuccess else { continue }
                if identity != nil && !operation.requiresCredential { continue }
                withState { state in
                    state.canary = HealthCanary(response: reached.response, at: state.lastNumber)
                    state.canaryRequest = reached
                }
                return
            }
        }
    }

    /// Repeats the canary where it is due, and takes back the findings of a poisoned window (P12).
    ///
    /// - Parameter isDue: Whether there is a reason to look before the interval is over: a request got no answer, or no
    ///   more requests follow.
    /// - Returns: What the look said; nothing was looked at where it was not due.
    /// - Throws: ``ScanError`` with code ``ScanError/Code/unreachable`` where the target no longer does what it did and
    ///   cannot be brought back: what would be found from here on would be noise.
    @discardableResult
    func lookAtCanary(isDue: Bool = false) async throws -> CanaryLook {
        let due = withState { state -> ReachedRequest? in
            guard let canary = state.canary, let request = state.canaryRequest,
                canary.isDue(at: state.lastNumber) || isDue && canary.windowStart < state.lastNumber
            else { return nil }
            // One look at a time: whoever comes meanwhile sees no canary.
            state.canaryRequest = nil
            return request
        }
        guard let request = due else { return .notDue }
        var look = try await look(at: request)
        if case .answer(let response) = look, !(response?.isSuccess ?? false), let identity = request.identity {
            try? await session(named: identity)?.renew()
            look = try await self.look(at: request)
        }
        guard case .answer(let response) = look else {
            // The target asks for patience, which says nothing about its state.
            withState { $0.canaryRequest = request }
            return .notDue
        }
        if let response, (500..<600).contains(response.status), try await replaceCanary(request) { return .healthy }
        guard let poison = withState({ judge(response, to: request, in: &$0) }) else { return .healthy }
        let isAnswering = response?.isSuccess ?? false
        if !isAnswering, let suspect = poison.suspect, try await rebuild(afterQuarantining: suspect, request) {
            return .recovered
        }
        withState { state in
            state.diagnostics.append(
                ScanDiagnostic(
                    .warning,
                    "\(poison.event); \(poison.findings) findings made since then were taken back. "
                        + "Restore the target and scan again."
                )
            )
        }
        if isAnswering { return .recovered }
        throw ScanError(.unreachable, "\(poison.event), so the scan stopped. Restore the target and scan again.")
    }

    /// What came of looking at the canary.
    enum CanaryLook: Sendable, Hashable {
        case notDue
        case healthy
        /// The target had changed; what was found since the last look was taken back, and the scan can go on.
        case recovered
    }

    /// Takes back what was found in a poisoned window.
    ///
    /// - Returns: What happened, where the target is poisoned.
    private func judge(
        _ response: ProbeResponse?,
        to request: ReachedRequest,
        in state: inout State
    ) -> (event: String, findings: Int, suspect: String?)? {
        let window = state.canary?.windowStart ?? 0
        guard case .poisoned(let suspect) = state.canary?.judge(response, at: state.lastNumber) else {
            state.canaryRequest = request
            return nil
        }
        let count = state.findings.discard(from: window)
        let event =
            "\(request.request.operation.id) no longer answers as it did"
            + (suspect.map { " since \($0) was called" } ?? "")
        if let response, response.isSuccess {
            state.canary = HealthCanary(response: response, at: state.lastNumber)
            state.canaryRequest = request
        } else {
            state.canary = nil
        }
        return (event, count, suspect)
    }

    /// What came of repeating the canary's request.
    enum Look {
        /// The answer, or that there was none.
        case answer(ProbeResponse?)
        case limited
    }

    func look(at request: ReachedRequest) async throws -> Look {
        do {
            let exchange = try await send(
                request.request.render(),
                for: request.request.operation,
                as: request.identity,
                purpose: .control,
                options: ProbeOptions()
            )
            return exchange.verdict == .answered ? .answer(exchange.response) : .limited
        } catch let error as ProbeError where error.code != .budgetExhausted {
            return .answer(nil)
        }
    }
}
