//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit

/// Many scans at once in this process, each at two requests a second.
///
/// They begin one each four milliseconds: a beginning takes more time than a request, and a thousand at once would hold up
/// the turns of the others. Each runs for three times as long as all beginnings take, so that all overlap.
struct ConcurrentFigure {
    var count: Int

    /// What is kept of a scan.
    private struct Outcome: Sendable {
        var isComplete: Bool
        var requests: Int
        var findings: Int
        var delays: [Double]
        /// What the scan's own report says.
        var reportedDelay: Double
    }

    private static let document = SampleDocument.bytes(operations: 5)

    static func request(_ target: String, requestsPerSecond: Double?) -> ScanRequest {
        var policy = ScanPolicy()
        policy.profile = .safe
        policy.requestsPerSecond = requestsPerSecond
        policy.concurrency = 4
        policy.maximumRequests = 400
        // Those that ask for much time or many requests.
        policy.skippedChecks = ["debug", "res", "sqli.time", "sqli.boolean"]
        return ScanRequest(document: .bytes(document, name: "sample.json"), target: target, policy: policy)
    }

    func run() async throws {
        let outcomes = try await ChildProcess.withStub { target in
            let idle = ProcessFigures.residentKiB
            let start = ContinuousClock.now
            let before = ProcessFigures.processorSeconds
            let outcomes = await withTaskGroup(of: Outcome?.self) { group in
                for number in 0..<count {
                    group.addTask {
                        try? await Task.sleep(until: start + .milliseconds(4 * number), clock: .continuous)
                        return await Self.scan(target)
                    }
                }
                return await group.reduce(into: [Outcome]()) { if let outcome = $1 { $0.append(outcome) } }
            }
            let seconds = (ContinuousClock.now - start).inSeconds
            let processor = ProcessFigures.processorSeconds - before
            let requests = outcomes.map(\.requests).reduce(0, +)
            let peak = ProcessFigures.peakKiB
            print(
                "\(count) scans at once: \(seconds.text(1)) s, \(requests) requests,",
                "\((Double(requests) / seconds).text(0)) a second, \(outcomes.map(\.findings).reduce(0, +)) findings"
            )
            print(
                "per scan: \((processor * 1000 / Double(count)).text(1)) ms of processor time,",
                "\((Double(peak - idle) / Double(count)).text(0)) KiB; per request:",
                "\((processor * 1e6 / Double(max(1, requests))).text(0)) µs"
            )
            print("cores: \((processor / seconds).text(2)) of \(ProcessFigures.processors) that the process may use")
            return (outcomes, processor / seconds, peak)
        }
        let delays = outcomes.0.flatMap(\.delays).sorted()
        let delay = delays.isEmpty ? -1 : delays[min(delays.count - 1, delays.count * 99 / 100)]
        print("latest request: \((delays.last ?? -1).text(0)) ms, by the reports:", reportedText(outcomes.0))
        print(
            "complete=\(outcomes.0.count(where: \.isComplete)) rss_mib=\((Double(outcomes.2) / 1024).text(1))",
            "cores=\(outcomes.1.text(2)) pacing_p99_ms=\(delay.text(1))"
        )
    }

    private func reportedText(_ outcomes: [Outcome]) -> String {
        let reported = outcomes.map(\.reportedDelay).sorted()
        guard let worst = reported.last else { return "none" }
        return "\(reported[reported.count / 2].text(0)) ms in the median scan, \(worst.text(0)) ms in the worst"
    }

    private static func scan(_ target: String) async -> Outcome? {
        do {
            return try await withNetworkTransport(to: try TargetURL(target), maximumConnections: 4) { network in
                let transport = TimingTransport(inner: network)
                var configuration = NativeScanner.Configuration()
                configuration.transport = transport
                let report = try await NativeScanner(configuration).scan(request(target, requestsPerSecond: 2))
                return Outcome(
                    isComplete: report.outcome == .completed && report.statistics.failures.isEmpty,
                    requests: report.statistics.requestsSent,
                    findings: report.findings.count,
                    delays: transport.delays(interval: .milliseconds(500)),
                    reportedDelay: report.statistics.pacingDelayP99Milliseconds ?? -1
                )
            }
        } catch {
            print("a scan failed: \(error)")
            return nil
        }
    }
}
