//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

package import VentiKit
import VulnerableAPIs

/// What scans cost and find where an executor runs them, measured with a demo API on this machine.
package struct ExecutorFigures: Sendable {
    private let executor: any Executor

    /// Figures of scans of this executor.
    package init(_ executor: any Executor) { self.executor = executor }

    /// No event came before the scan was over.
    package struct NoEventError: Error {}

    /// A new API in its first state, and a request that scans it.
    package func withTarget<Result>(
        checks: [String] = ["headers"],
        _ body: (ScanRequest) async throws -> Result
    ) async throws -> Result {
        let api = ParcelService(.vulnerable).api
        return try await withServer(api) { port in
            var request = ScanRequest(
                document: .bytes(Array(api.document.utf8), name: "\(api.name).yaml"),
                target: "http://127.0.0.1:\(port)",
                identities: api.accounts.map { Identity($0.name, username: $0.username, password: $0.password) }
            )
            request.policy.requestsPerSecond = nil
            request.policy.checks = checks
            return try await body(request)
        }
    }

    /// The milliseconds until a scan sends its first event, the median of so many.
    package func medianStart(of rounds: Int) async throws -> Int {
        var times: [Int] = []
        for _ in 0..<rounds {
            let time = try await withTarget { request in
                let began = ContinuousClock.now
                return try await executor.withScan(NativeScanner(), request) { events -> Int? in
                    var first: Int?
                    for try await _ in events where first == nil {
                        first = Int((ContinuousClock.now - began) / .milliseconds(1))
                    }
                    return first
                }
            }
            guard let time else { throw NoEventError() }
            times.append(time)
        }
        return times.sorted()[rounds / 2]
    }

    /// How many of so many scans, all asked for at once, are complete.
    package func complete(of count: Int) async throws -> Int {
        try await withTarget { request in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<count {
                    group.addTask {
                        let report = try await executor.scan(NativeScanner(), request)
                        return report.outcome == .completed && report.coverage.reachedCount > 0
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
        }
    }

    /// Whether the same request gives the same findings as in this process; prints those that differ.
    package func isEqual() async throws -> Bool {
        let here = try await Self(InProcessExecutor()).findings()
        let there = try await findings()
        print("findings: \(here.count) in this process, \(there.count) by the executor")
        for line in Set(here).symmetricDifference(there).sorted() { print("differs: \(line)") }
        return here == there && !here.isEmpty
    }

    private func findings() async throws -> [String] {
        try await withTarget(checks: []) { request in
            try await executor.scan(NativeScanner(), request).findings.map {
                "\($0.severity) \($0.confidence) \($0.checkID) \($0.location.operationName) \($0.fingerprint)"
            }
        }
    }
}
