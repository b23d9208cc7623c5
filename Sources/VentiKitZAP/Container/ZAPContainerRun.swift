//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// One run of ZAP in a container, from its first line to its report.
struct ZAPContainerRun {
    let program: ZAPProgram
    let request: ScanRequest
    let requests: DocumentedRequests
    let place: ZAPPlace
    let events: ScanEventSink
    private let plan: ZAPPlan
    private let start = ContinuousClock.now
    private let startedAt = UnixTime.rfc3339

    private static let activeCheck: CheckID = "zap.active"
    private static let passiveCheck: CheckID = "zap.passive"

    init(
        program: ZAPProgram,
        request: ScanRequest,
        requests: DocumentedRequests,
        place: ZAPPlace,
        events: ScanEventSink
    ) {
        self.program = program
        self.request = request
        self.requests = requests
        self.place = place
        self.events = events
        plan = ZAPPlan(requests, policy: request.policy, place: place)
    }

    private var rules: Int { program == .baseline ? 0 : ZAPRules.numbers(for: request.policy.profile).count }

    func read(_ output: WorkloadOutput) async throws {
        await events.send(
            .started(
                ScanStarted(
                    api: requests.api,
                    target: request.target,
                    profile: request.policy.profile,
                    checks: rules,
                    maximumRequests: request.policy.maximumRequests,
                    requestsPerSecond: request.policy.requestsPerSecond
                )
            )
        )
        // A line is cut to length; a part of a secret would not be known again.
        let redaction = EventRedaction(request, files: [])
        var progress = ZAPPlanProgress { redaction.redact($0) }
        var output = output
        while let bytes = try await output.nextBytes() {
            for step in progress.read(bytes) { await tell(step) }
        }
        let ending = try await output.ending()
        // Whoever ended it knows why; what it left is no report of a whole scan.
        guard let code = ending.exitCode, code != 137, code != 143 else { return }
        let report = report(ending, progress)
        for finding in report.findings { await events.send(.finding(finding)) }
        for diagnostic in report.diagnostics { await events.send(.diagnostic(diagnostic)) }
        await events.send(.finished(report))
    }

    private func tell(_ step: ZAPPlanProgress.Step) async {
        switch step {
        case .request(0): await events.send(.phase(ScanPhase(.reach, detail: "\(plan.seeds.count) operations")))
        case .attack:
            await events.send(.phase(ScanPhase(.attack, detail: "\(plan.seeds.count) operations, \(rules) rules")))
        case .request, .warning: break
        }
    }

    private func report(_ ending: WorkloadEnding, _ progress: ZAPPlanProgress) -> ScanReport {
        var report = ScanReport(
            tool: ScanReport.Tool(name: "OWASP ZAP", version: ""),
            api: requests.api,
            target: request.target,
            profile: request.policy.profile,
            seed: request.policy.seed,
            startedAt: startedAt,
            elapsedSeconds: (ContinuousClock.now - start) / .seconds(1),
            coverage: requests.coverage
        )
        report.identities = identities
        report.diagnostics = progress.warnings.map { ScanDiagnostic(.warning, "ZAP: \($0)") }
        var judgement = ZAPRunJudgement(program: program, policy: request.policy, ending: ending, progress: progress)
        if let file = ending.files.first(where: { $0.path == ZAPPlan.report }) {
            judgement.take(file.contents)
        }
        if let zap = judgement.report {
            let mapping = ZAPFindings(description: requests.description, target: place.target)
            let imported = mapping.imported(place.named(zap))
            report.tool = ScanReport.Tool(name: "OWASP ZAP", version: zap.version)
            report.findings = imported.findings
            report.diagnostics += imported.diagnostics
        }
        cover(&report, progress, judgement)
        judgement.judge(&report)
        return report
    }

    private var identities: [IdentityOutcome] {
        request.identities.map { identity in
            let isUsed = identity.name == requests.identity?.name
            let login = "it logs in first, which a plan cannot know beforehand"
            return IdentityOutcome(
                name: identity.name,
                works: isUsed,
                detail: isUsed
                    ? "its credential is in the requests; ZAP does not say whether the API takes it"
                    : requests.identity == nil ? login : "ZAP scans as \(requests.identity?.name ?? "nobody")"
            )
        }
    }

    /// What became of each operation. Only a plan says.
    private func cover(_ report: inout ScanReport, _ progress: ZAPPlanProgress, _ judgement: ZAPRunJudgement) {
        let positions = Dictionary(
            plan.seeds.enumerated().map { ($1.operation.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        for index in report.coverage.operations.indices {
            let name = report.coverage.operations[index].operation
            guard report.coverage.operations[index].skippedBecause == nil else { continue }
            if let reason = plan.leftOut[name] {
                report.coverage.operations[index].skippedBecause = reason
                continue
            }
            guard program == .plan else { continue }
            guard let position = positions[name], position < progress.requested, judgement.report != nil else {
                report.coverage.operations[index].skippedBecause = "ZAP did not come to it"
                continue
            }
            let status = progress.statuses[position] ?? ZAPPlan.expectedStatus(of: plan.seeds[position].operation)
            let isAnswered = !progress.unanswered.contains(position)
            report.coverage.operations[index].attempts = [
                .init(
                    identity: requests.identity?.name ?? "anonymous",
                    requests: 1,
                    bestStatus: isAnswered ? status : nil,
                    outcome: isAnswered ? .answered : AttemptOutcome(ProbeError(.noResponse, ""))
                )
            ]
            guard isAnswered else { continue }
            report.coverage.operations[index].checksRun.append(Self.passiveCheck)
            if let reason = judgement.noAttack {
                report.coverage.operations[index].checksSkipped.append(.init(check: Self.activeCheck, reason: reason))
            } else {
                report.coverage.operations[index].checksRun.append(Self.activeCheck)
            }
        }
        report.statistics.requestsSent = progress.requested + (judgement.attacks ?? 0)
    }
}
