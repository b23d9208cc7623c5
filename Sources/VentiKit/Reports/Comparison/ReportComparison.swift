//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// How one report differs from an earlier one of the same API.
///
/// Findings are the same where their fingerprints are, operations where their methods and paths are, whatever path
/// parameters are called. What the later scan did not look for is not called fixed.
public struct ReportComparison: Sendable, Hashable, Codable {
    /// The version of this format. Grows when a reader of the old one would misunderstand the new one.
    public var formatVersion = 1
    /// The earlier scan.
    public var old: Side
    /// The later scan.
    public var new: Side
    /// The findings that only the later report has, worst first.
    public var appeared: [Item]
    /// The findings that are gone: the later scan looked where they were and did not find them.
    public var fixed: [Item]
    /// The findings that only the earlier report has, though the later scan did not look for them.
    public var notSeen: [Item]
    /// The findings that both have, as the later one has them.
    public var unchanged: [Item]
    /// The findings that both have with another severity or confidence. They are not among the unchanged ones.
    public var changed: [Change]
    /// The operations that only the later document has.
    public var operationsAdded: [AddedOperation]
    /// The operations that only the earlier document has.
    public var operationsRemoved: [String]
    /// Who could not and now can.
    public var opened: [AccessChange]
    /// Who could and now cannot.
    public var closed: [AccessChange]
    /// The operations of both documents that only the earlier scan reached.
    public var noLongerReached: [String]
    /// The operations of both documents that only the later scan reached.
    public var newlyReached: [String]

    /// One of the two scans.
    public struct Side: Sendable, Hashable, Codable {
        /// When it began, in RFC 3339 form in UTC.
        public var startedAt: String
        /// The base URL that was scanned.
        public var target: String
        /// How far it went.
        public var profile: ScanPolicy.Profile
        /// How it ended.
        public var outcome: ScanReport.Outcome
        /// The number of its findings.
        public var findings: Int
        /// The operations that were reached with 2xx.
        public var reached: Int
        /// All operations of the document.
        public var operations: Int

        init(_ report: ScanReport) {
            startedAt = report.startedAt
            target = report.target
            profile = report.profile
            outcome = report.outcome
            findings = report.findings.count
            reached = report.coverage.reachedCount
            operations = report.coverage.operations.count
        }
    }

    /// An operation that was added.
    public struct AddedOperation: Sendable, Hashable, Codable {
        /// The method and path template.
        public var operation: String
        /// Whether the document asks for a credential; `nil` where the report does not say.
        public var security: OperationDeclaration.Security?

        /// Whether the document lets anybody call it, or does not say.
        public var isOpen: Bool { security != nil && security != .required }
    }

    /// Somebody whose access changed.
    public struct AccessChange: Sendable, Hashable, Codable {
        /// The method and path template, or what was tried with a thing of another's, such as `update of /books/{id}`.
        public var operation: String
        /// Who tried; `anonymous` for nobody.
        public var identity: String
        /// Whose thing it was, where that is what was tried.
        public var owner: String?
        /// What came of it before.
        public var before: AccessOutcome
        /// What comes of it now.
        public var after: AccessOutcome
    }

    /// The findings that appeared, are proven and not accepted, at a severity or worse.
    ///
    /// - Parameter severity: The least severity that counts, or `nil` for none that does.
    public func failing(at severity: Severity?) -> [Item] {
        guard let severity else { return [] }
        return appeared.filter { $0.severity >= severity && $0.confidence > .tentative && !$0.isAccepted }
    }
}
