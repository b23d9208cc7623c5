//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct ReportComparisonTests {
    private func comparison(
        _ old: [Finding],
        _ new: [Finding],
        change: (inout ScanReport, inout ScanReport) -> Void = { _, _ in }
    ) -> ReportComparison {
        var first = Shop.report(old)
        var second = Shop.report(new, on: "2026-11-20")
        change(&first, &second)
        return ReportComparison(from: first, to: second)
    }

    @Test func sortsFindingsByWhichReportHasThem() {
        var worse = Shop.login
        worse.severity = .high
        let comparison = comparison([Shop.users, Shop.orders, Shop.login], [Shop.users, Shop.body, worse])
        #expect(comparison.appeared.map(\.fingerprint) == [Shop.body.fingerprint])
        #expect(comparison.fixed.map(\.fingerprint) == [Shop.orders.fingerprint])
        #expect(comparison.unchanged.map(\.fingerprint) == [Shop.users.fingerprint])
        #expect(comparison.changed.map(\.finding.fingerprint) == [worse.fingerprint])
        #expect(comparison.changed.first?.severityBefore == .medium)
        #expect(comparison.notSeen == [])
        #expect(comparison.old.findings == 3 && comparison.new.startedAt == "2026-11-20T10:00:00Z")
    }

    @Test func doesNotCallFixedWhatTheScanDidNotLookFor() {
        let comparison = comparison([Shop.users, Shop.orders], []) { _, new in
            new.coverage.operations[3] = Shop.operation("GET /orders/{id}", status: 401)
        }
        #expect(comparison.fixed.map(\.fingerprint) == [Shop.users.fingerprint])
        #expect(comparison.notSeen.map(\.reason) == ["the operation was not reached"])
        #expect(comparison.noLongerReached == ["GET /orders/{id}"])
    }

    @Test func doesNotCallFixedWhatOnlyAnotherIdentityCouldSee() {
        var seen = Shop.users
        seen.proof = Proof(
            steps: [ProofStep(label: "a", identity: "admin", request: RecordedRequest(method: "GET", target: "/"))],
            assertions: []
        )
        let comparison = comparison([seen], []) { old, _ in
            old.identities.append(IdentityOutcome(name: "admin", works: true, detail: ""))
        }
        #expect(comparison.fixed == [])
        #expect(comparison.notSeen.map(\.reason) == ["admin took no part in the scan"])
    }

    @Test func saysThatANewFindingMayHaveBeenThereBefore() {
        let comparison = comparison([], [Shop.users, Shop.login]) { old, _ in
            old.coverage.operations[2] = Shop.operation("POST /login", status: 500)
        }
        #expect(comparison.appeared.map(\.reason) == [nil, "the operation was not reached"])
    }

    @Test func tellsWhichOperationsCameAndWent() {
        let comparison = comparison([], []) { old, new in
            old.coverage.operations.append(Shop.operation("GET /legacy"))
            new.coverage.operations[0].operation = "GET /users/{userId}"
            new.coverage.operations += [
                Shop.operation("GET /safe"), Shop.operation("GET /open", security: .undeclared),
                Shop.operation("GET /unsaid", security: nil),
            ]
        }
        #expect(comparison.operationsAdded.map(\.operation) == ["GET /open", "GET /safe", "GET /unsaid"])
        #expect(comparison.operationsAdded.map(\.isOpen) == [true, false, false])
        #expect(comparison.operationsRemoved == ["GET /legacy"])
    }

    @Test func tellsWhoCouldNotAndNowCan() {
        func matrix(_ outcomes: [AccessOutcome], _ object: AccessOutcome, name: String) -> AccessMatrix {
            AccessMatrix(
                identities: [.init(name: "anonymous"), .init(name: "bob"), .init(name: "carol"), .init(name: "dave")],
                operations: [
                    OperationAccess(
                        operation: "GET /orders/{\(name)}",
                        cells: zip(["anonymous", "bob", "carol", "dave"], outcomes).map {
                            .init(identity: $0, outcome: $1)
                        }
                    )
                ],
                objects: [
                    ObjectAccess(
                        object: "/orders/{\(name)}",
                        owner: "bob",
                        actor: "carol",
                        verb: .delete,
                        outcome: object
                    )
                ]
            )
        }
        let comparison = comparison([], []) { old, new in
            old.accessMatrix = matrix([.denied, .allowed, .notTried, .failed], .denied, name: "id")
            new.accessMatrix = matrix([.allowed, .denied, .allowed, .denied], .allowed, name: "orderId")
        }
        #expect(comparison.opened.map(\.identity) == ["anonymous", "carol"])
        #expect(comparison.opened.map(\.words) == ["GET /orders/{orderId}", "delete of /orders/{orderId} of bob"])
        #expect(comparison.opened.allSatisfy { $0.before == .denied })
        #expect(comparison.closed.map(\.identity) == ["bob"])
    }

    @Test func failsByWhatIsNewProvenAndNotAccepted() {
        var guess = Shop.users
        guess.confidence = .tentative
        let comparison = comparison([Shop.orders], [Shop.orders, Shop.body, guess, Shop.login]) { _, new in
            new.triage = FindingTriage(
                date: Sample.date("2026-11-20"),
                entries: [.init(fingerprint: Shop.login.fingerprint, acceptance: Sample.acceptance)]
            )
        }
        #expect(comparison.failing(at: .low).map(\.fingerprint) == [Shop.body.fingerprint])
        #expect(comparison.failing(at: .critical) == [])
        #expect(comparison.failing(at: nil) == [])
    }

    @Test func survivesTheWire() throws {
        let comparison = comparison([Shop.users, Shop.orders], [Shop.users, Shop.body])
        let bytes = try JSONCoding.encode(comparison)
        #expect(try JSONCoding.decode(ReportComparison.self, from: bytes, subject: "It") == comparison)
    }

    @Test func aReportIsLikeItself() {
        let comparison = ReportComparison(from: Sample.report, to: Sample.report)
        #expect(comparison.unchanged.count == Sample.report.findings.count)
        #expect(comparison.appeared + comparison.fixed + comparison.notSeen == [])
        #expect(comparison.opened + comparison.closed == [] && comparison.operationsAdded == [])
    }
}
