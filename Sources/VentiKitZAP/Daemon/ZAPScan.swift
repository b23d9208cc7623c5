//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import VentiKit

/// One scan by a daemon, from its first request to its report.
struct ZAPScan: Sendable {
    let daemon: ZAPDaemon
    let configuration: ZAPScanner.Configuration
    let request: ScanRequest
    let target: TargetURL
    let version: String
    let events: ScanEventSink
    let start = ContinuousClock.now

    private static let activeCheck: CheckID = "zap.active"
    private static let passiveCheck: CheckID = "zap.passive"

    private var deadline: ContinuousClock.Instant { start + .seconds(request.policy.maximumSeconds) }

    /// The outcome instead of a thrown error, so that the daemon is given free in any case.
    func run() async -> Result<Void, any Error> {
        do {
            try await scan()
            return .success(())
        } catch {
            return .failure(error)
        }
    }

    private func scan() async throws {
        let transport = ZAPTransport(client: daemon.client, target: target)
        var native = NativeScanner.Configuration()
        native.transport = transport
        native.checks = .none
        let scanner = NativeScanner(native)
        let description = try await scanner.withClient(for: request) { _, description in description }
        var report = try await reach(with: scanner)
        var findings = ZAPScanFindings(description: description, target: target, version: version)
        var attacks = ZAPAttacks()
        if report.outcome != .cancelled, report.outcome != .failed {
            do {
                try await daemon.setScope(target)
                _ = try await daemon.awaitPassiveScan(until: deadline, every: configuration.pollInterval)
                try await attack(&attacks, &findings, transport.sent, in: description, report)
                if try await !daemon.awaitPassiveScan(until: deadline, every: configuration.pollInterval) {
                    attacks.leftOut = attacks.leftOut ?? "The time was used up before ZAP had looked at every answer."
                }
            } catch is CancellationError {
                report.outcome = .cancelled
                report.outcomeDetail = "The scan was cancelled."
            } catch let error as ZAPError {
                report.outcome = .failed
                report.outcomeDetail = error.message
            }
        }
        await take(&findings, &report)
        if let left = attacks.leftOut, report.outcome == .completed {
            report.outcome = .deadlineReached
            report.outcomeDetail = left
        }
        attacks.note(in: &report, passive: Self.passiveCheck, active: Self.activeCheck)
        report.tool = ScanReport.Tool(name: "OWASP ZAP", version: version)
        report.findings = findings.report.findings
        report.diagnostics += findings.report.diagnostics
        report.elapsedSeconds = (ContinuousClock.now - start) / .seconds(1)
        await events.send(.finished(report))
    }

    /// Reaches the API through ZAP, without an attack.
    private func reach(with scanner: NativeScanner) async throws -> ScanReport {
        var reach = request
        reach.policy.checks = []
        reach.policy.skippedChecks = []
        // The attacks are the larger part of the time.
        reach.policy.maximumSeconds = max(5, request.policy.maximumSeconds / 3)
        let rules = ZAPRules.numbers(for: request.policy.profile).count
        return try await scanner.scan(reach) { [events] event in
            switch event {
            case .finished: break
            case .started(var started):
                started.checks = rules
                await events.send(.started(started))
            default: await events.send(event)
            }
        }
    }

    /// Attacks each operation that was reached, one request of it after another.
    private func attack(
        _ attacks: inout ZAPAttacks,
        _ findings: inout ZAPScanFindings,
        _ sent: [ZAPTransport.Exchange],
        in description: APIDescription,
        _ report: ScanReport
    ) async throws {
        let rules = ZAPRules.numbers(for: request.policy.profile)
        guard !rules.isEmpty else { return }
        let name = "venti-\(request.policy.seed)-\(request.policy.profile.rawValue)"
        await daemon.removePolicy(name)
        attacks.rules = try await daemon.makePolicy(name, rules: rules)
        try await daemon.setOptions(requestsPerSecond: request.policy.requestsPerSecond)
        let budget = request.policy.maximumRequests - report.statistics.requestsSent
        let candidates = ZAPAttacks.candidates(sent, in: description, target: target, profile: request.policy.profile)
        await events.send(
            .phase(ScanPhase(.attack, detail: "\(candidates.count) operations, \(attacks.rules.count) rules"))
        )
        do {
            for (position, candidate) in candidates.enumerated() {
                guard .now < deadline, attacks.requests < budget else {
                    let what = .now < deadline ? "budget" : "time"
                    attacks.leftOut = "The \(what) was used up after \(position) of \(candidates.count) operations."
                    break
                }
                try await attack(candidate, policy: name, budget: budget, &attacks) { share in
                    await tell(
                        (Double(position) + share) / Double(max(1, candidates.count)),
                        candidate.operation.id,
                        report,
                        findings.count
                    )
                }
                for finding in try await findings.takeNew(from: daemon, maximum: configuration.maximumAlerts) {
                    await events.send(.finding(finding))
                }
            }
        } catch {
            await daemon.removePolicy(name)
            throw error
        }
        await daemon.removePolicy(name)
    }

    private func attack(
        _ candidate: ZAPAttacks.Candidate,
        policy: String,
        budget: Int,
        _ attacks: inout ZAPAttacks,
        onProgress: (Double) async -> Void
    ) async throws {
        guard let scan = try await daemon.attack(candidate.request, at: target, policy: policy) else {
            attacks.unknown.insert(candidate.operation.id)
            return
        }
        do {
            while true {
                let progress = try await daemon.progress(of: scan)
                await onProgress(Double(progress.percent) / 100)
                if progress.isDone {
                    attacks.done(candidate.operation.id, requests: progress.requests)
                    return
                }
                guard .now < deadline, attacks.requests + progress.requests < budget else {
                    await daemon.stop(scan)
                    attacks.requests += progress.requests
                    let what = .now < deadline ? "budget" : "time"
                    attacks.leftOut = "The \(what) was used up while ZAP attacked \(candidate.operation.id)."
                    return
                }
                try await Task.sleep(for: configuration.pollInterval)
            }
        } catch {
            // A scan that is stopped says 100 %: that it was not finished is for us to remember.
            await daemon.stop(scan)
            throw error
        }
    }

    private func tell(_ fraction: Double, _ activity: String, _ base: ScanReport, _ findings: Int) async {
        await events.send(
            .progress(
                ScanProgress(
                    phase: .attack,
                    fraction: min(1, fraction),
                    requestsSent: base.statistics.requestsSent,
                    maximumRequests: request.policy.maximumRequests,
                    elapsedSeconds: (ContinuousClock.now - start) / .seconds(1),
                    findings: findings,
                    activity: "\(activity) zap"
                )
            )
        )
    }

    /// Takes over what ZAP has found, whatever ended the scan.
    private func take(_ findings: inout ZAPScanFindings, _ report: inout ScanReport) async {
        do {
            for finding in try await findings.takeNew(from: daemon, maximum: configuration.maximumAlerts) {
                await events.send(.finding(finding))
            }
        } catch {
            report.outcome = .failed
            report.outcomeDetail = "ZAP's alerts could not be fetched: \(error)"
        }
    }
}
