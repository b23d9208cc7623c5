//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The result of a scan: what was found, what was covered, and what was not.
public struct ScanReport: Sendable, Hashable, Codable {
    /// The version of this format. Grows when a reader of the old one would misunderstand the new one.
    public var formatVersion: Int
    /// What made the report.
    public var tool: Tool
    /// The API of the document.
    public var api: APISummary
    /// The base URL that was scanned.
    public var target: String
    /// How far the scan was allowed to go.
    public var profile: ScanPolicy.Profile
    /// What decided the scan's random choices: the same seed gives the same scan.
    public var seed: UInt64
    /// When the scan began, in RFC 3339 form in UTC.
    public var startedAt: String
    /// How long the scan took.
    public var elapsedSeconds: Double
    /// How the scan ended.
    public var outcome: Outcome
    /// Why the outcome is not ``Outcome/completed``, in one line.
    public var outcomeDetail: String?
    /// The findings, worst first, then in order of check, operation and fingerprint.
    public var findings: [Finding]
    /// How far the scan came with each operation.
    public var coverage: ScanCoverage
    /// What came of trying each identity.
    public var identities: [IdentityOutcome]
    /// What was sent and what came back, in numbers.
    public var statistics: ScanStatistics
    /// What whoever reads the report should know.
    public var diagnostics: [ScanDiagnostic]
    /// What the target's TLS server showed of itself; `nil` without TLS, and where the scanner does not say.
    public var tls: TLSFacts?
    /// Who could do what.
    public var accessMatrix = AccessMatrix()
    /// What is already known about the findings; `nil` where they were compared with nothing.
    public var triage: FindingTriage?

    /// A report made of its parts. Scanners of your own need it; ``NativeScanner`` makes its own.
    public init(
        tool: Tool = .current,
        api: APISummary,
        target: String,
        profile: ScanPolicy.Profile,
        seed: UInt64 = 0,
        startedAt: String,
        elapsedSeconds: Double = 0,
        outcome: Outcome = .completed,
        outcomeDetail: String? = nil,
        findings: [Finding] = [],
        coverage: ScanCoverage = ScanCoverage(),
        identities: [IdentityOutcome] = [],
        statistics: ScanStatistics = ScanStatistics(),
        diagnostics: [ScanDiagnostic] = []
    ) {
        self.formatVersion = 1
        self.tool = tool
        self.api = api
        self.target = target
        self.profile = profile
        self.seed = seed
        self.startedAt = startedAt
        self.elapsedSeconds = elapsedSeconds
        self.outcome = outcome
        self.outcomeDetail = outcomeDetail
        self.findings = findings
        self.coverage = coverage
        self.identities = identities
        self.statistics = statistics
        self.diagnostics = diagnostics
    }

    /// Who made the report.
    public struct Tool: Sendable, Hashable, Codable {
        /// The name of the scanner.
        public var name: String
        /// The version of the scanner.
        public var version: String

        /// A tool that makes reports.
        public init(name: String, version: String) {
            self.name = name
            self.version = version
        }

        /// This version of VentiKit.
        public static let current = Tool(name: "VentiKit", version: "0.1.0")
    }

    /// How a scan ended.
    public enum Outcome: String, Sendable, Hashable, Codable {
        /// All planned work was done.
        case completed
        /// The budget of requests was used up first.
        case budgetExhausted
        /// The time was used up first.
        case deadlineReached
        /// The caller cancelled the scan.
        case cancelled
        /// The scan could not go on, for instance because the target went away.
        case failed
    }
}

/// Which API a report is about.
public struct APISummary: Sendable, Hashable, Codable {
    /// The API's title.
    public var title: String
    /// The API's own version.
    public var version: String
    /// The text of the document's `openapi` or `swagger` key.
    public var documentVersion: String
    /// The name of the document: a path, a URL, or what the host called it.
    public var documentName: String
    /// How many operations the document has.
    public var operations: Int

    /// What is said of an API in events and reports.
    public init(title: String, version: String, documentVersion: String, documentName: String, operations: Int) {
        self.title = title
        self.version = version
        self.documentVersion = documentVersion
        self.documentName = documentName
        self.operations = operations
    }
}

/// What a scan sent and what came back, in numbers.
public struct ScanStatistics: Sendable, Hashable, Codable {
    /// How many requests were sent.
    public var requestsSent: Int = 0
    /// Responses by status code.
    public var responses: [String: Int] = [:]
    /// Requests that got no response, by the code of ``ProbeError``.
    public var failures: [String: Int] = [:]
    /// Requests that were refused because they lie outside the scope, at most 100.
    public var refused: [String] = []
    /// Response times in milliseconds.
    public var latencyP50Milliseconds: Double = 0
    /// The time that 95 of 100 answers took at most.
    public var latencyP95Milliseconds: Double = 0
    /// How much later than the pace asks for requests were sent, 99 % of them no later than this; `nil` without a pace.
    public var pacingDelayP99Milliseconds: Double?

    /// Nothing sent yet.
    public init() {}
}
