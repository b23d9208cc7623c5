//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import VentiKit

/// What every `Check` must do: find its flaw where it is, and be silent where it is not.
///
/// ```swift
/// @Test func keepsTheRules() async throws {
///     try await CheckConformance(
///         ServerBannerCheck(),
///         flawed: .init(APIScan(.text(document)), over: try .closure { flawed($0, $1) }),
///         fixed: .init(APIScan(.text(document)), over: try .closure { fixed($0, $1) }),
///         unrelated: .init(APIScan(.text(other)), over: try .closure { unrelated($0, $1) })
///     ).expectNoProblems()
/// }
/// ```
public struct CheckConformance: ConformanceSuite {
    /// What is tried.
    public var check: any Check
    /// An API that has the flaw.
    public var flawed: Fixture
    /// The same API, mended.
    public var fixed: Fixture
    /// An API that has nothing to do with the flaw.
    public var unrelated: Fixture

    /// An API that a check is tried on, with the scan to make of it.
    public struct Fixture: Sendable {
        /// Document, identities and policy. Its checks are not used.
        public var scan: APIScan
        /// Where the API is.
        public var api: APIUnderTest

        /// Makes a fixture.
        ///
        /// - Parameters:
        ///   - scan: Document, identities and policy.
        ///   - api: Where the API is.
        public init(_ scan: APIScan, over api: APIUnderTest) {
            self.scan = scan
            self.api = api
        }
    }

    /// Makes the suite.
    ///
    /// - Parameters:
    ///   - check: What is tried.
    ///   - flawed: An API that has the flaw.
    ///   - fixed: The same API, mended.
    ///   - unrelated: An API that has nothing to do with the flaw.
    public init(_ check: any Check, flawed: Fixture, fixed: Fixture, unrelated: Fixture) {
        self.check = check
        self.flawed = flawed
        self.fixed = fixed
        self.unrelated = unrelated
    }

    public func problems() async throws -> [ConformanceProblem] {
        try await metadataProblems + flaw() + silence(fixed, "mended") + silence(unrelated, "unrelated")
    }

    private var metadataProblems: [ConformanceProblem] {
        let metadata = check.metadata
        let id = metadata.id.rawValue
        var problems: [ConformanceProblem] = []
        let isPlain = id.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || ".-".contains($0)) }
        if !isPlain || !id.dropFirst().dropLast().contains(".") {
            let rule = "A check's id is lower case and has a namespace, such as `acme.server-banner`."
            problems.append(.init(rule, "It is \"\(id)\"."))
        }
        for (name, text) in [("title", metadata.title), ("remediation", metadata.remediation)] where text.isEmpty {
            problems.append(.init("A check says what the flaw is and what to do.", "Its \(name) is empty."))
        }
        return problems
    }

    /// What the check does where the flaw is.
    private func flaw() async throws -> [ConformanceProblem] {
        let rule = "The check finds its flaw."
        return try await EventRules.noting(rule) {
            let report = try await self.report(of: flawed)
            guard !report.findings.isEmpty else {
                return [.init(rule, "It found nothing.\n" + report.explanation(of: check.metadata.id))]
            }
            let again = try await self.report(of: flawed)
            let sameRule = "The same scan gives the same findings again."
            return FindingComparison(expected: report.findings, found: again.findings).problems(sameRule)
                + findingProblems(report)
                + (try await budget())
                + (try await selection(report))
        }
    }

    private func findingProblems(_ report: ScanReport) -> [ConformanceProblem] {
        var problems: [ConformanceProblem] = []
        for finding in report.findings {
            if finding.checkID != check.metadata.id {
                let rule = "A finding has the id of its check."
                problems.append(.init(rule, "It is \(finding.checkID)."))
            }
            if finding.summary.isEmpty {
                problems.append(.init("A finding says what happened.", "Its summary is empty."))
            }
            // Of a check that sends nothing, the document or the exchange may be all there is to show.
            guard finding.proof != nil || check is any ActiveCheck || check is any HostCheck else { continue }
            let rule = "A finding of a check that sends has a proof, and it holds when it is replayed."
            let place = finding.location.operationName
            if finding.proof == nil {
                problems.append(.init(rule, "\(place): it has none."))
            } else if finding.confidence != .confirmed {
                problems.append(.init(rule, "\(place): it did not; the confidence is \(finding.confidence)."))
            }
        }
        let secrets = flawed.scan.identities.map(\.credential.secretValue).filter { $0.utf8.count >= 6 }
        let text = (try? JSONReport().text(for: report)) ?? ""
        if secrets.contains(where: text.contains) {
            problems.append(.init("A report holds no credential.", "It holds one of an identity."))
        }
        return problems
    }

    /// A scan with few requests ends within them.
    private func budget() async throws -> [ConformanceProblem] {
        let budget = 5
        var fixture = flawed
        fixture.scan.policy.maximumRequests = budget
        let report: ScanReport
        do {
            report = try await self.report(of: fixture)
        } catch let error as ScanError {
            // So few requests may not even show that the target is there.
            _ = error
            return []
        }
        guard report.statistics.requestsSent > budget else { return [] }
        let rule = "The check keeps to the budget."
        return [.init(rule, "\(report.statistics.requestsSent) requests were sent, \(budget) were allowed.")]
    }

    /// Nothing is found where the policy leaves an operation out.
    private func selection(_ report: ScanReport) async throws -> [ConformanceProblem] {
        guard let place = report.findings.first(where: { $0.location.path != nil })?.location.operationName,
            report.coverage.operations.count > 1
        else { return [] }
        var fixture = flawed
        fixture.scan.policy.excludedOperations.append(place)
        let report = try await self.report(of: fixture)
        guard !(check is any DocumentCheck), report.findings.contains(where: { $0.location.operationName == place })
        else { return [] }
        return [.init("The check leaves alone what the policy leaves out.", "It found its flaw at \(place).")]
    }

    private func silence(_ fixture: Fixture, _ name: String) async throws -> [ConformanceProblem] {
        let rule = "The check is silent on an API that is \(name)."
        return try await EventRules.noting(rule) {
            let report = try await self.report(of: fixture)
            guard report.findings.isEmpty else {
                let found = report.findings.map { "\($0.location.operationName): \($0.summary)" }
                return [.init(rule, found.joined(separator: "\n"))]
            }
            let missing = report.incompleteness.filter(\.isFailure).map(\.text)
            return missing.isEmpty ? [] : [.init(rule, "Its silence says nothing: " + missing.joined(separator: " "))]
        }
    }

    private func report(of fixture: Fixture) async throws -> ScanReport {
        var scan = fixture.scan
        scan.checks = CheckSet([check])
        scan.policy.profile = max(scan.policy.profile, check.metadata.profile)
        return try await scan.run(over: fixture.api)
    }
}

extension ScanReport {
    /// Why a check may have found nothing.
    fileprivate func explanation(of check: CheckID) -> String {
        let skipped = coverage.operations.flatMap { operation in
            operation.checksSkipped.filter { $0.check == check }.map { "\(operation.operation): \($0.reason)" }
        }
        let missing = coverage.operations.filter { !$0.isReached }.map(\.shortfall)
        return ReportExpectation.list(skipped + missing)
    }
}

extension Identity.Credential {
    /// What must not show up anywhere.
    fileprivate var secretValue: String {
        let secret =
            switch self {
            case .bearer(let secret): secret
            case .basic(_, let password): password
            case .apiKey(_, _, let value): value
            case .cookie(_, let value): value
            case .login(let recipe): recipe.password
            }
        return secret.withExposedValue { $0 }
    }
}
