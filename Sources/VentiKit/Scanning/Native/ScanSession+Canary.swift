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
    /// - Parameter isLast: Whether no more requests follow, and so the canary is due whenever something was sent.
    func lookAtCanary(isLast: Bool = false) async throws {
        let due = withState { state -> ReachedRequest? in
            guard let canary = state.canary, let request = state.canaryRequest,
                canary.isDue(at: state.lastNumber) || isLast && canary.windowStart < state.lastNumber
            else { return nil }
            // One look at a time: whoever comes meanwhile sees no canary.
            state.canaryRequest = nil
            return request
        }
        guard let request = due else { return }
        var response = try await answer(to: request)
        if response.map({ !$0.isSuccess }) ?? true, let identity = request.identity {
            try? await session(named: identity)?.renew()
            response = try await answer(to: request)
        }
        withState { state in
            let window = state.canary?.windowStart ?? 0
            guard case .poisoned(let suspect) = state.canary?.judge(response, at: state.lastNumber) else {
                state.canaryRequest = request
                return
            }
            let count = state.findings.discard(from: window)
            state.diagnostics.append(
                ScanDiagnostic(
                    .warning,
                    "\(request.request.operation.id) no longer answers as it did"
                        + (suspect.map { " since \($0) was called" } ?? "")
                        + "; \(count) findings made since then were taken back. Restore the target and scan again."
                )
            )
            if let response, response.isSuccess {
                state.canary = HealthCanary(response: response, at: state.lastNumber)
                state.canaryRequest = request
            } else {
                state.canary = nil
            }
        }
    }

    private func answer(to request: ReachedRequest) async throws -> ProbeResponse? {
        do {
            return try await send(
                request.request.render(),
                for: request.request.operation,
                as: request.identity,
                purpose: .control,
                options: ProbeOptions()
            ).response
        } catch let error as ProbeError where error.code != .budgetExhausted {
            return nil
        }
    }
}
