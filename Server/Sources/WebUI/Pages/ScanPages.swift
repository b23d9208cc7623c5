//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// All scans.
struct ScansPage: PageView {
    let template = "scans"
    let page: Chrome
    let total: String
    let mayScan: Bool
    let hasItems: Bool
    let scans: [ScanRow]
    let tabs: [Tab]
    let pager: Pager?
}

/// A scan that is not over.
struct LiveScanPage: PageView {
    /// A part of the scan.
    struct Phase: Sendable {
        let name: String
        let label: String
        let status: String
    }

    /// Something that has happened.
    struct Event: Sendable {
        let text: String
    }

    /// Something that was found until now.
    struct Found: Sendable {
        let severity: String
        let title: String
        let operation: String
        let summary: String
    }

    let template = "scan-live"
    let page: Chrome
    let targetName: String
    let targetURL: String
    let profile: String
    let id: String
    let seq: Int
    let phaseName: String
    let state: String
    let mayCancel: Bool
    let href: String
    let phases: [Phase]
    let fraction: String
    let percent: String
    let sent: String
    let most: String
    let found: Int
    let startedAt: String
    let elapsed: String
    let activity: String
    let events: [Event]
    let hasFindings: Bool
    let findings: [Found]
}

/// What came of a scan.
struct ScanResultPage: PageView {
    /// A report to load.
    struct Download: Sendable {
        let label: String
        let href: String
        let opens: Bool
    }

    /// A link to a report, for somebody without an account.
    struct Link: Sendable {
        let id: String
        let label: String
        let made: String
        let until: String
        let used: String
        let url: String
    }

    /// The links to the scan's reports, and what makes another one.
    struct Sharing: Sendable {
        let href: String
        let hasLinks: Bool
        let links: [Link]
        let formats: [Choice]
        let mostDays: Int
        let days: Int
    }

    /// What is new since the scan before.
    struct Difference: Sendable {
        let href: String
        let appeared: Bool
        let appearedCount: Int
        let fixedCount: Int
        let unchangedCount: Int
    }

    /// How far the scan came with an operation.
    struct Operation: Sendable {
        let method: String
        let path: String
        let detail: String
        let covered: String
        let coverKind: String
    }

    /// Whether an identity worked.
    struct Identity: Sendable {
        let identity: String
        let outcome: String
        let works: String
        let identityKind: String
    }

    /// Something that the scan could not understand.
    struct Diagnostic: Sendable {
        let level: String
        let message: String
    }

    let template = "scan-result"
    let page: Chrome
    let targetName: String
    let targetHref: String
    let targetURL: String
    let when: String
    let state: String
    let stateKind: String
    let mayScan: Bool
    let againHref: String
    let verdictKind: String
    let verdict: String
    let explanation: String
    let counts: SeverityCounts
    let facts: [Fact]
    let hasReport: Bool
    let downloads: [Download]
    let sharing: Sharing?
    let difference: Difference?
    let hasFindings: Bool
    let findings: [FindingRow]
    let emptyTitle: String
    let emptyText: String
    let pager: Pager?
    /// Whether it is known how far the scan came: other tools do not say.
    let hasCoverage: Bool
    let reached: Int
    let operationCount: Int
    let reachedText: String
    let operations: [Operation]
    let hasIdentities: Bool
    let identities: [Identity]
    let hasDiagnostics: Bool
    let diagnostics: [Diagnostic]
}

/// What differs between two scans.
struct ScanDifferencePage: PageView {
    /// A number of the comparison.
    struct Stat: Sendable {
        let kind: String
        let count: Int
        let label: String
    }

    /// A finding of one of the two.
    struct Row: Sendable {
        let severity: String
        let title: String
        let operation: String
        let summary: String
    }

    /// Findings that differ in the same way.
    struct Group: Sendable {
        let heading: String
        let meaning: String
        let rows: [Row]
    }

    /// A change of the API itself.
    struct Change: Sendable {
        let place: String
        let what: String
    }

    let template = "scan-diff"
    let page: Chrome
    let href: String
    let targetName: String
    let before: String
    let after: String
    let hasBases: Bool
    let bases: [Choice]
    let stats: [Stat]
    let groups: [Group]
    let hasAPI: Bool
    let changes: [Change]
}
