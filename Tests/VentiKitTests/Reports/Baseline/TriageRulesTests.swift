//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct TriageRulesTests {
    private let today = Sample.date("2026-11-26")

    private func acceptance(
        _ rule: String,
        _ match: String,
        parameter: String? = nil,
        until: String = "2027-01-31"
    ) -> Acceptance {
        Acceptance(rule: rule, match: match, parameter: parameter, until: Sample.date(until), reason: "It is known.")
    }

    private func triaged(
        _ report: ScanReport,
        _ baseline: Baseline? = nil,
        _ acceptances: [Acceptance] = []
    ) -> ScanReport {
        var report = report
        report.triage = TriageRules(baseline: baseline, acceptances: acceptances, date: today).triage(of: report)
        return report
    }

    @Test func tellsNewFromKnown() throws {
        let report = triaged(Shop.report([Shop.users, Shop.orders]), try Shop.baseline([Shop.users]))
        #expect(report.status(of: Shop.users) == .known(since: Sample.date("2026-10-02")))
        #expect(report.status(of: Shop.orders) == .new)
        #expect(report.triage?.baseline == ".venti/baseline.json")
    }

    @Test func callsFixedOnlyWhatTheScanLookedFor() throws {
        let baseline = try Shop.baseline([Shop.users, Shop.orders, Shop.login, Shop.header, Shop.body])
        var operations = Shop.operations
        operations[3] = Shop.operation("GET /orders/{id}", ["venti.bola.read"], status: 403)
        operations[2].checksRun = []
        operations[2].checksSkipped = [.init(check: "venti.res.no-rate-limit", reason: "no login answered")]
        operations[1] = OperationCoverage(operation: "PATCH /users/{id}", skippedBecause: "profile safe")
        let triage = try #require(triaged(Shop.report(operations: operations), baseline).triage)
        #expect(triage.fixed.map(\.fingerprint) == [Shop.header.fingerprint, Shop.users.fingerprint])
        #expect(
            Dictionary(triage.notSeen.map { ($0.operation, $0.reason) }) { first, _ in first } == [
                "GET /orders/{id}": "the operation was not reached",
                "POST /login": "the check did not run there: no login answered",
                "PATCH /users/{id}": "the operation was left out: profile safe",
            ]
        )
    }

    @Test func provesNothingByAScanThatWentLessFar() throws {
        let baseline = try Baseline().updated(with: Shop.report([Shop.users], profile: .active)).baseline
        let lower = triaged(Shop.report(profile: .safe), baseline)
        #expect(lower.triage?.fixed == [])
        #expect(lower.triage?.notSeen.map(\.reason) == ["the scan went as far as safe, not active"])
        #expect(triaged(Shop.report(profile: .active), baseline).triage?.fixed.count == 1)
        let broken = triaged(Shop.report(profile: .active, outcome: .budgetExhausted), baseline)
        #expect(broken.triage?.notSeen.map(\.reason) == ["the scan did not get to its end"])
    }

    @Test func knowsAnOperationWhateverItsParametersAreCalled() throws {
        let baseline = try Shop.baseline([Shop.users])
        let renamed = Shop.operation("GET /users/{userId}", ["venti.sqli.error"])
        #expect(triaged(Shop.report(operations: [renamed]), baseline).triage?.fixed.count == 1)
        let gone = triaged(Shop.report(operations: [Shop.operations[2]]), baseline).triage
        #expect(gone?.notSeen.map(\.reason) == ["the document does not have the operation"])
    }

    @Test func believesTheChecksOfTheWholeDocument() throws {
        let lint = Shop.finding("venti.lint.no-security", "GET", "/users/{id}", .medium)
        let baseline = try Shop.baseline([lint])
        var report = Shop.report(operations: [Shop.operation("GET /users/{id}", status: 500)])
        #expect(triaged(report, baseline).triage?.fixed == [])
        report.coverage.checksRun = ["venti.lint.no-security"]
        #expect(triaged(report, baseline).triage?.fixed.count == 1)
    }

    @Test func givesNamesToWhatIsGone() throws {
        let metadata = CheckMetadata(id: "venti.sqli.error", title: "SQL injection", severity: .high, remediation: "")
        let rules = TriageRules(baseline: try Shop.baseline([Shop.users]), date: today, checks: [metadata])
        let fixed = try #require(rules.triage(of: Shop.report()).fixed.first)
        #expect(fixed.title == "SQL injection" && fixed.severity == .high)
    }

    @Test(arguments: [
        ("sqli.error", "GET /users/{id}"), ("venti.sqli.error", "/users/*"), ("sqli", "GET /users*"), ("SQLI", "*"),
        ("sqli", "id:getUser"), ("sqli", "tag:people"), ("sqli", "get /users/{anything}"),
    ])
    func anAcceptanceCoversWhatItNames(_ rule: String, _ match: String) {
        let report = triaged(Shop.report([Shop.users, Shop.orders]), nil, [acceptance(rule, match)])
        #expect(report.status(of: Shop.users) == .accepted(acceptance(rule, match)))
        #expect(report.status(of: Shop.orders) == nil)
        #expect(report.triage?.unused == [])
    }

    @Test(arguments: [
        ("sql", "GET /users/{id}"), ("sqli.error", "POST /users/{id}"), ("sqli", "/users"), ("sqli", "tag:money"),
        ("sqli", "id:getUse"), ("api1", "*"), ("sqli", "(host)"),
    ])
    func anAcceptanceCoversNothingElse(_ rule: String, _ match: String) {
        let report = triaged(Shop.report([Shop.users]), nil, [acceptance(rule, match)])
        #expect(report.status(of: Shop.users) == nil)
        #expect(report.triage?.unused == [acceptance(rule, match)])
    }

    @Test func anAcceptanceCanNameAFamilyTheHostOrAParameter() {
        let acceptances = [
            acceptance("api4", "POST /login"), acceptance("headers", "(host)"),
            acceptance("bopla", "*", parameter: "role"),
        ]
        let report = triaged(Shop.report([Shop.login, Shop.header, Shop.body, Shop.users]), nil, acceptances)
        #expect(report.status(of: Shop.login) == .accepted(acceptances[0]))
        #expect(report.status(of: Shop.header) == .accepted(acceptances[1]))
        #expect(report.status(of: Shop.body) == .accepted(acceptances[2]))
        let other = triaged(Shop.report([Shop.body]), nil, [acceptance("bopla", "*", parameter: "user")])
        #expect(other.status(of: Shop.body) == nil)
    }

    @Test func anAcceptanceEndsAfterItsDay() throws {
        let last = triaged(Shop.report([Shop.users]), nil, [acceptance("sqli", "*", until: "2026-11-26")])
        #expect(last.triage?.expired == [])
        let ended = acceptance("sqli", "*", until: "2026-11-25")
        let report = triaged(Shop.report([Shop.users, Shop.orders]), nil, [ended])
        #expect(report.status(of: Shop.users) == nil)
        #expect(report.triage?.expired == [.init(acceptance: ended, findings: [Shop.users.fingerprint])])
        #expect(report.triage?.unused == [])
        // Somebody has decided anew: the old decision has no effect any more.
        let anew = triaged(Shop.report([Shop.users]), nil, [ended, acceptance("sqli", "*")])
        #expect(anew.status(of: Shop.users) == .accepted(acceptance("sqli", "*")))
        #expect(anew.triage?.expired == [.init(acceptance: ended, findings: [])])
    }

    @Test func theGateCountsWhatIsNeitherAcceptedNorKnown() throws {
        let baseline = try Shop.baseline([Shop.users])
        let findings = [Shop.users, Shop.orders, Shop.body]
        let report = triaged(Shop.report(findings), baseline, [acceptance("bola", "*")])
        #expect(report.gate(failOn: .high).findings.map(\.fingerprint) == [Shop.body, Shop.users].map(\.fingerprint))
        let new = report.gate(failOn: .high, newOnly: true)
        #expect(new.findings.map(\.fingerprint) == [Shop.body.fingerprint])
        #expect(new.summary == "FAILED: 1 new finding ≥ high (fail_on: high)")
        let allKnown = triaged(Shop.report([Shop.users]), baseline).gate(failOn: .high, newOnly: true)
        #expect(allKnown.passes && allKnown.summary == "PASSED: no new proven finding ≥ high")
        // Nothing is known without a baseline.
        #expect(Shop.report([Shop.users]).gate(failOn: .high, newOnly: true).findings.count == 1)
        let ended = triaged(Shop.report([Shop.orders]), baseline, [acceptance("bola", "*", until: "2026-01-01")])
        #expect(!ended.gate(failOn: .high, newOnly: true).passes)
    }
}
