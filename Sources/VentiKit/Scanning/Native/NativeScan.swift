//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// One scan from its first request to its report.
struct NativeScan: Sendable {
    let request: ScanRequest
    let description: APIDescription
    let checks: [any Check]
    let session: ScanSession
    let events: ScanEventSink

    /// - Throws: ``ScanError`` if the scan cannot begin.
    func run() async throws {
        let startedAt = UnixTime.rfc3339
        try await TargetPreflight(session: session).run()
        let plan = ScanPlan(description: description, policy: request.policy)
        await events.send(
            .started(
                ScanStarted(
                    api: description.summary,
                    target: session.client.target.description,
                    profile: request.policy.profile,
                    checks: checks.count,
                    maximumRequests: request.policy.maximumRequests,
                    requestsPerSecond: request.policy.requestsPerSecond
                )
            )
        )
        var report = ScanReport(
            api: description.summary,
            target: session.client.target.description,
            profile: request.policy.profile,
            seed: request.policy.seed,
            startedAt: startedAt
        )
        var confirmed: [Fingerprint: Finding] = [:]
        do {
            try await passes(plan) { finding in
                confirmed[finding.fingerprint] = finding
                await events.send(.finding(finding))
            }
        } catch is CancellationError {
            report.outcome = .cancelled
            report.outcomeDetail = "The scan was cancelled."
        } catch let error as ProbeError where error.code == .budgetExhausted {
            let slack = Duration.seconds(request.policy.maximumSeconds / 100)
            let isOutOfTime = session.client.options.deadline.map { .now >= $0 - slack } ?? false
            report.outcome = isOutOfTime ? .deadlineReached : .budgetExhausted
            report.outcomeDetail = error.message
        } catch let error as ScanError {
            report.outcome = .failed
            report.outcomeDetail = error.message
        }
        await cleanUp()
        let found = await session.withCredentialPlaceholders(session.withState { $0.findings.findings })
        for finding in found {
            // A later pass may have found more operations that a confirmed flaw affects.
            confirmed[finding.fingerprint]?.affectedOperations = finding.affectedOperations
        }
        let ofDocument = session.withState { $0.findings.ofDocument }
        for var finding in found where confirmed[finding.fingerprint] == nil {
            // Nothing was replayed, whatever its check says.
            if !ofDocument.contains(finding.fingerprint) { finding.confidence = min(finding.confidence, .firm) }
            confirmed[finding.fingerprint] = finding
            await events.send(.finding(finding))
        }
        finish(&report, plan, confirmed)
        report.identities = identityOutcomes()
        for diagnostic in report.diagnostics { await events.send(.diagnostic(diagnostic)) }
        await events.send(.finished(report))
    }

    /// Takes away what the scan has made, and says what is left.
    private func cleanUp() async {
        let left = (try? await session.undoMutations()) ?? ["what had been made when the scan was cancelled"]
        guard !left.isEmpty else { return }
        session.withState { state in
            state.diagnostics.append(
                ScanDiagnostic(.note, "Left at the target, made by the scan: \(left.joined(separator: ", ")).")
            )
        }
    }

    private func passes(_ plan: ScanPlan, onFinding: (Finding) async -> Void) async throws {
        let progress = ScanProgressReporter(events: events)
        await progress.begin(.plan, units: 1, detail: plan.summary)
        session.withState { state in
            for (operation, reason) in plan.skipped {
                state.coverage[operation.id] = OperationCoverage(operation: operation.id, skippedBecause: reason)
            }
        }
        try await ReachPass(session: session, progress: progress).run(plan.operations)
        try checkThatTheAPIAnswers(plan)
        for outcome in identityOutcomes() { await events.send(.identity(outcome)) }
        try checkThatIdentitiesWork()

        session.noteRefusalsAgainstPolicy()
        try await ObjectPass(session: session).run(plan.operations)
        await progress.begin(.look, units: 1, detail: "the document and what was seen")
        session.withState { state in
            for check in checks.compactMap({ $0 as? any DocumentCheck }) {
                for finding in check.audit(description) { state.findings.addFromDocument(finding) }
                // What also looks at answers has not run yet.
                if !(check is any PassiveCheck || check is any ActiveCheck) {
                    state.checksRun.insert(check.metadata.id)
                }
            }
            let looked = checks.filter { $0 is any PassiveCheck }.map(\.metadata.id)
            for operation in plan.operations where state.reached[operation.id] != nil {
                state.coverage[operation.id]?.checksRun += looked
            }
        }
        session.chooseCanary(among: plan.operations)
        let stages =
            request.policy.profile > .passive
            ? AttackStage.stages(
                of: plan.operations,
                checks: checks,
                deletions: plan.deletions,
                effect: session.effect(of:)
            ) : []
        var exhausted: ProbeError?
        var confirmed: Set<Fingerprint> = []
        for stage in stages where exhausted == nil {
            do {
                try await AttackPass(session: session, progress: progress, stage: stage).run()
            } catch let error as ProbeError where error.code == .budgetExhausted {
                // What was found can still be confirmed from the reserve.
                exhausted = error
            }
            try await confirm(&confirmed, progress, onFinding)
        }
        if stages.isEmpty { try await confirm(&confirmed, progress, onFinding) }
        if let exhausted { throw exhausted }
    }

    /// Replays the proofs of the findings that are new.
    private func confirm(
        _ confirmed: inout Set<Fingerprint>,
        _ progress: ScanProgressReporter,
        _ onFinding: (Finding) async -> Void
    ) async throws {
        let found = session.withState { $0.findings.findings }.filter { !confirmed.contains($0.fingerprint) }
        guard !found.isEmpty else { return }
        let findings = await session.withCredentialPlaceholders(found)
        try await ConfirmPass(
            session: session,
            progress: progress,
            ofDocument: session.withState { $0.findings.ofDocument }
        ).run(findings, onResult: onFinding)
        confirmed.formUnion(findings.map(\.fingerprint))
    }

    /// A target that gives a page to every request is not the API that the document describes.
    private func checkThatTheAPIAnswers(_ plan: ScanPlan) throws {
        let answers = session.withState {
            $0.reached.values.flatMap { $0.values.map { ($0.request.operation, $0.response) } }
        }
        let pages = answers.filter { $0.1.isSuccess && $0.1.mediaType == "text/html" }
        let documentsPages = plan.operations.contains { operation in
            operation.responses.values.contains { $0.contents.contains { $0.mediaType.lowercased().contains("html") } }
        }
        guard !pages.isEmpty, !documentsPages, pages.count == answers.count, Set(pages.map(\.0.id)).count > 1 else {
            return
        }
        throw ScanError(
            .unreachable,
            "\(session.client.target) answers an HTML page to every request, so it is not the API of "
                + "\(description.documentName); check the port and the base path of the URL."
        )
    }

    /// An identity that no operation accepts makes every comparison with it worthless.
    private func checkThatIdentitiesWork() throws {
        guard let broken = identityOutcomes().first(where: { !$0.works }) else { return }
        throw ScanError(.identityFailed, "Identity \(broken.name): \(broken.detail)")
    }

    /// How each identity fares where nobody is refused.
    private func identityOutcomes() -> [IdentityOutcome] {
        session.identityNames.map { name in
            var outcome = identityOutcome(of: name)
            outcome.registration = session.withState { $0.accounts[name]?.recipe.registration.operation.id }
            return outcome
        }
    }

    private func identityOutcome(of name: String) -> IdentityOutcome {
        let (own, refused, proving) = session.withState { state in
            let own = state.reached.values.compactMap { $0[name] }
            let refused = own.filter { $0.response.status == 401 }
            let proving = own.first { reached in
                guard reached.response.isSuccess else { return false }
                return state.reached[reached.request.operation.id]?[""].map { !$0.response.isSuccess } ?? false
            }
            return (own, refused, proving)
        }
        let count = own.count { $0.response.isSuccess }
        if let proving {
            let operation = proving.request.operation.id
            let detail = "\(operation) \(proving.response.status), without a credential refused"
            return IdentityOutcome(name: name, works: true, detail: detail, operationsReached: count)
        }
        let protected = own.filter { $0.request.operation.requiresCredential }
        if !refused.isEmpty,
            !protected.isEmpty && protected.allSatisfy({ [401, 403].contains($0.response.status) })
                || own.count == refused.count
        {
            let place = (refused.first ?? protected.first)?.request.operation.id ?? ""
            let detail =
                "its credential is refused wherever one is needed (\(place)); give one that is valid."
            return IdentityOutcome(name: name, works: false, detail: detail, operationsReached: count)
        }
        let detail = "not proven: no operation answers it and refuses requests without a credential"
        return IdentityOutcome(name: name, works: true, detail: detail, operationsReached: count)
    }

    private func finish(_ report: inout ScanReport, _ plan: ScanPlan, _ findings: [Fingerprint: Finding]) {
        var collector = FindingCollector()
        for finding in findings.values { collector.add(finding, purpose: .attack, number: 0) }
        report.findings = collector.findings
        report.accessMatrix = session.accessMatrix()
        report.tls = session.client.tlsFacts
        report.elapsedSeconds = (ContinuousClock.now - session.start) / .seconds(1)
        let statistics = session.client.statistics
        report.statistics.requestsSent = statistics.sent
        report.statistics.failures = Dictionary(
            statistics.failures.map { ($0.key.description, $0.value) },
            uniquingKeysWith: +
        )
        report.statistics.refused = statistics.refused.map { "\($0.method) \($0.path): \($0.refusal.message)" }
        report.statistics.latencyP50Milliseconds = (statistics.medianLatency ?? .zero) / .milliseconds(1)
        report.statistics.latencyP95Milliseconds = (statistics.latency95thPercentile ?? .zero) / .milliseconds(1)
        report.statistics.pacingDelayP99Milliseconds =
            statistics.pacingDelay99thPercentile.map { $0 / .milliseconds(1) }
        session.withState { state in
            report.diagnostics = state.diagnostics
            report.statistics.responses = state.responses
            report.coverage.checksRun = state.checksRun.sorted()
            report.coverage.operations = description.operations.map { operation in
                var coverage =
                    state.coverage[operation.id]
                    ?? OperationCoverage(operation: operation.id, skippedBecause: "the scan ended before it")
                coverage.declaration = operation.declaration
                coverage.checksRun.sort()
                coverage.checksSkipped.sort { $0.check < $1.check }
                return coverage
            }
        }
    }
}

extension APIDescription {
    /// What a report says about the API.
    var summary: APISummary {
        APISummary(
            title: title,
            version: version,
            documentVersion: documentVersion,
            documentName: documentName,
            operations: operations.count
        )
    }
}
