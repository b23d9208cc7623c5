//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import VentiKit

/// A scanner that finds what a test tells it, or waits until it is stopped.
final class StubScanner: APIScanner {
    /// What a scan does.
    enum Act: Sendable {
        /// Finds flaws of these operations and is done.
        case find([String])
        /// Finds these flaws and is done.
        case found([Finding])
        /// Runs until it is stopped, and reports then.
        case hang
        /// Fails.
        case fail(ScanError)
    }

    let descriptor = ScannerDescriptor(id: "stub", title: "Stub", version: "1")
    private let state: Mutex<(act: Act, begun: Int, running: Int, most: Int)>

    init(_ act: Act) { state = Mutex((act, 0, 0, 0)) }

    var begun: Int { state.withLock { $0.begun } }
    var running: Int { state.withLock { $0.running } }
    var most: Int { state.withLock { $0.most } }

    func next(_ act: Act) { state.withLock { $0.act = act } }

    func scan(_ request: ScanRequest, into events: ScanEventSink) async throws {
        let act = state.withLock { state in
            state.begun += 1
            state.running += 1
            state.most = max(state.most, state.running)
            return state.act
        }
        defer { state.withLock { $0.running -= 1 } }
        await events.send(.phase(ScanPhase(.reach)))
        switch act {
        case .fail(let error): throw error
        case .find, .found:
            let findings = act.findings
            for finding in findings { await events.send(.finding(finding)) }
            await events.send(
                .progress(
                    ScanProgress(phase: .attack, fraction: 0.5, requestsSent: 5, maximumRequests: 10, elapsedSeconds: 1)
                )
            )
            await events.send(.finished(Self.report(request, findings)))
        case .hang:
            try? await Task.sleep(for: .seconds(600))
            var report = Self.report(request, [])
            report.outcome = .cancelled
            await events.send(.finished(report))
        }
    }

    static func finding(_ operation: String) -> Finding {
        Finding(
            checkID: "venti.auth.missing",
            title: "No authentication",
            summary: "Anybody may call it.",
            severity: .high,
            confidence: .confirmed,
            location: FindingLocation(method: "GET", path: operation),
            evidenceClass: "missing",
            remediation: "Ask for a token."
        )
    }

    /// A report in which every operation was reached and checked.
    static func report(_ request: ScanRequest, _ findings: [Finding]) -> ScanReport {
        let operations = ["/a", "/b", "/c"].map { path in
            OperationCoverage(
                operation: "GET \(path)",
                attempts: [.init(identity: "anonymous", requests: 3, bestStatus: 200, outcome: .answered)],
                checksRun: ["venti.auth.missing"]
            )
        }
        return ScanReport(
            api: APISummary(title: "Toy", version: "1", documentVersion: "3.0.3", documentName: "toy", operations: 3),
            target: request.target,
            profile: request.policy.profile,
            startedAt: "2026-01-01T00:00:00Z",
            findings: findings,
            coverage: ScanCoverage(operations: operations, checksRun: ["venti.auth.missing"])
        )
    }
}

extension StubScanner.Act {
    /// What it finds.
    fileprivate var findings: [Finding] {
        switch self {
        case .find(let operations): operations.map(StubScanner.finding)
        case .found(let findings): findings
        case .hang, .fail: []
        }
    }
}
