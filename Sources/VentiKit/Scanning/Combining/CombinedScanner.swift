//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Runs VentiKit's own scanner and then others over the same request, and says where they agree.
///
/// ```swift
/// let scanner = CombinedScanner(NativeScanner(), with: [ZAPScanner(configuration)])
/// ```
///
/// The report is that of VentiKit's own scanner with the findings of the others, each with its ``Finding/corroboration``.
/// The time of the policy is for all of them together. A scanner that cannot begin costs nothing that another found: the
/// report says what it met, and is not complete.
public struct CombinedScanner: APIScanner {
    private let native: NativeScanner
    private let others: [any APIScanner]

    /// Makes a scanner of several.
    ///
    /// - Parameters:
    ///   - native: VentiKit's own scanner, whose proofs decide.
    ///   - others: The others, in the order in which they run.
    public init(_ native: NativeScanner, with others: [any APIScanner]) {
        self.native = native
        self.others = others
    }

    public var descriptor: ScannerDescriptor {
        let all = [native.descriptor] + others.map(\.descriptor)
        return ScannerDescriptor(
            id: all.map(\.id).joined(separator: "+"),
            title: all.map(\.title).joined(separator: ", "),
            version: native.descriptor.version
        )
    }

    /// Scans, and returns when everything is reported.
    ///
    /// - Throws: As ``NativeScanner/scan(_:into:)``.
    public func scan(_ request: ScanRequest, into events: ScanEventSink) async throws {
        let start = ContinuousClock.now
        var report = try await native.scan(request) { event in
            if case .finished = event { return }
            await events.send(event)
        }
        let corroborator = FindingCorroborator(report, checks: native.configuration.checks)
        for other in others where report.outcome != .cancelled && report.outcome != .failed {
            var rest = request
            let spent = (ContinuousClock.now - start) / .seconds(1)
            rest.policy.maximumSeconds = max(1, request.policy.maximumSeconds - spent)
            do {
                let found = try await other.scan(rest) { event in
                    switch event {
                    case .started, .finished, .identity: break
                    case .finding(let finding): await events.send(.finding(corroborator.judged(finding)))
                    default: await events.send(event)
                    }
                }
                report.add(found, from: other.descriptor, corroborator)
            } catch is CancellationError {
                report.outcome = .cancelled
                report.outcomeDetail = "The scan was cancelled before \(other.descriptor.title) began."
            } catch {
                report.outcome = .failed
                report.outcomeDetail = "\(other.descriptor.title) did not scan: \(error)"
            }
        }
        report.elapsedSeconds = (ContinuousClock.now - start) / .seconds(1)
        await events.send(.finished(report))
    }
}

extension ScanReport {
    /// Takes over what another scanner found, covered and met.
    fileprivate mutating func add(
        _ other: ScanReport,
        from scanner: ScannerDescriptor,
        _ corroborator: FindingCorroborator
    ) {
        var known = Set(findings.map(\.fingerprint))
        findings += other.findings.filter { known.insert($0.fingerprint).inserted }.map(corroborator.judged)
        findings = findings.inReportOrder()
        let covered = Dictionary(
            other.coverage.operations.map { ($0.operation, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        for index in coverage.operations.indices {
            guard let more = covered[coverage.operations[index].operation] else { continue }
            coverage.operations[index].checksRun += more.checksRun
            coverage.operations[index].checksSkipped += more.checksSkipped
        }
        statistics.requestsSent += other.statistics.requestsSent
        diagnostics += other.diagnostics
        if outcome == .completed, other.outcome != .completed {
            outcome = other.outcome
            outcomeDetail = "\(scanner.title): \(other.outcomeDetail ?? "it did not come to its end")"
        }
    }
}
