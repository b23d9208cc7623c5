//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import VentiKit

/// What every `Executor` must do, tried with real scans.
///
/// ```swift
/// @Test(.timeLimit(.minutes(5)))
/// func keepsTheRules() async throws {
///     let request = ScanRequest(document: .file("openapi.yaml"), target: "http://127.0.0.1:8080")
///     try await ExecutorConformance(MyExecutor(), request: request).expectNoProblems()
/// }
/// ```
///
/// It makes about six scans, all of them at the request's target, and one that cannot begin. Give it a small API of your
/// own and a time limit: an executor that never returns cannot be left behind.
public struct ExecutorConformance: ConformanceSuite {
    /// What is tried.
    public var executor: any Executor
    /// What scans.
    public var scanner: any APIScanner
    /// What is scanned. Its document must be one that can cross to another process.
    public var request: ScanRequest
    /// How long a cancelled scan may take to end. Defaults to a minute.
    public var patience: Duration = .seconds(60)
    /// How many requests the target has received so far, where somebody counts; `nil` where nobody does.
    ///
    /// With it, the suite also sees that nothing is sent once the executor has returned.
    public var requestsReceived: (@Sendable () async -> Int)?

    /// Makes the suite.
    ///
    /// - Parameters:
    ///   - executor: What is tried.
    ///   - scanner: What scans. Defaults to VentiKit's own scanner.
    ///   - request: What is scanned: an API that answers, and that you may test.
    public init(_ executor: any Executor, scanner: any APIScanner = NativeScanner(), request: ScanRequest) {
        self.executor = executor
        self.scanner = scanner
        self.request = request
    }

    public func problems() async throws -> [ConformanceProblem] {
        var problems: [ConformanceProblem] = []
        if executor.name.isEmpty { problems.append(.init("The executor has a name.", "Its name is empty.")) }
        problems += try await comparison()
        problems += try await EventRules(scan: run).problems(
            for: request,
            patience: patience,
            requestsReceived: requestsReceived
        )
        problems += try await missingSecret()
        problems += try await unreadableDocument()
        problems += try await twoAtOnce()
        return problems
    }

    private func run(_ request: ScanRequest, _ events: ScanEventSink) async throws {
        try await executor.execute(scanner, request, into: events)
    }

    /// The same seed gives the same findings wherever the scan runs.
    private func comparison() async throws -> [ConformanceProblem] {
        let rule = "The same request gives the same findings as in this process."
        let expected = try await InProcessExecutor().report(of: scanner, request)
        return try await EventRules.noting(rule) {
            let report = try await executor.report(of: scanner, request)
            return FindingComparison(expected: expected.findings, found: report.findings).problems(rule)
        }
    }

    private func missingSecret() async throws -> [ConformanceProblem] {
        let rule = "A request whose secrets are not in place is refused with invalid-argument."
        var request = request
        request.identities.append(Identity("conformance", bearer: "left-behind"))
        let arrived = try request.withoutSecrets()
        return try await EventRules.expecting(.invalidArgument, rule) { events in try await run(arrived, events) }
    }

    private func unreadableDocument() async throws -> [ConformanceProblem] {
        let rule = "A scan that cannot begin throws the scanner's error, and sends no report."
        var request = request
        request.document = .bytes(Array("This is no document.".utf8), name: "conformance.yaml")
        return try await EventRules.expecting(.invalidDocument, rule) { events in try await run(request, events) }
    }

    /// Two scans at once through one executor keep their events apart.
    private func twoAtOnce() async throws -> [ConformanceProblem] {
        let rule = "Two scans at once keep their events apart."
        let requests = [UInt64(101), 202].map { seed in
            var request = request
            request.policy.seed = seed
            return request
        }
        return try await EventRules.noting(rule) {
            let seeds = try await withThrowingTaskGroup(of: (UInt64, UInt64).self) { group in
                for request in requests {
                    group.addTask { (request.policy.seed, try await executor.report(of: scanner, request).seed) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            guard let mixed = seeds.first(where: { $0.0 != $0.1 }) else { return [] }
            return [.init(rule, "The scan with seed \(mixed.0) got the report of \(mixed.1).")]
        }
    }
}

extension Executor {
    /// Runs a scan to its end.
    ///
    /// - Throws: ``ScanError``, also where the scan ended without a report.
    func report(of scanner: any APIScanner, _ request: ScanRequest) async throws -> ScanReport {
        let recorder = EventRecorder()
        try await execute(scanner, request, into: recorder.sink)
        guard case .finished(let report)? = recorder.events.last else {
            throw ScanError(.invalidEncoding, "The executor \(name) ended without a report.")
        }
        return report
    }
}
