//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The findings that fit a filter.
struct FindingsPage: PageView {
    /// A severity to choose.
    struct SeverityChoice: Sendable {
        let value: String
        let label: String
        let count: Int
        let isChosen: Bool
    }

    let template = "findings"
    let page: Chrome
    let total: String
    let text: String
    let severities: [SeverityChoice]
    let states: [Choice]
    let hasTargets: Bool
    let targets: [Choice]
    let hasFindings: Bool
    let findings: [FindingRow]
    let pager: Pager?
}

/// One finding with all that shows it.
struct FindingPage: PageView {
    /// A request of the proof and its answer.
    struct Step: Sendable {
        let number: Int
        let label: String
        let outcome: String
        let isOpen: Bool
        let token: String?
        let request: String
        let response: String?
    }

    /// Something that happened to the finding.
    struct Change: Sendable {
        let actor: String
        let what: String
        let comment: String?
        let at: String
        let atText: String
    }

    let template = "finding"
    let page: Chrome
    let targetHref: String
    let targetName: String
    let shortID: String
    let title: String
    let operation: String
    let severity: String
    let confidence: String
    let state: String
    let stateKind: String
    let summary: String
    let corroboration: String?
    let certainty: String
    let hasAssertions: Bool
    let assertions: [String]
    let moreAssertions: String?
    let hasAffected: Bool
    let affected: [String]
    let remediation: String
    let hasSteps: Bool
    let steps: [Step]
    let commands: String
    let history: [Change]
    let mayTriage: Bool
    let href: String
    let facts: [Fact]
    let mayJudge: Bool
    let isJudged: Bool
    let judgement: String
    let mayAccept: Bool
    let version: Int
    let earliest: String
    let latest: String
    let proposed: String
    let assignee: String
    let isFixed: Bool
}
