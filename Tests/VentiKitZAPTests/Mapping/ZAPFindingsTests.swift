//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit
import VentiKitZAP

@Suite("ZAP's alerts as findings")
struct ZAPFindingsTests {
    private static let description = APIDescription(
        documentVersion: "3.1.0",
        title: "Shop",
        version: "1",
        operations: [
            APIOperation(
                method: "GET",
                path: "/orders/{orderId}",
                parameters: [APIParameter(name: "sort", location: .query)]
            ),
            APIOperation(method: "GET", path: "/orders/latest"),
            APIOperation(method: "POST", path: "/orders"),
        ]
    )

    private func alert(_ plugin: String, reference: String = "", at instances: [ZAPInstance]) -> ZAPAlert {
        var alert = ZAPAlert()
        alert.pluginID = plugin
        alert.reference = reference
        alert.name = "Rule \(plugin)"
        alert.risk = .high
        alert.instances = instances
        return alert
    }

    private func instance(_ method: String, _ uri: String, _ parameter: String = "", attack: String = "") -> ZAPInstance
    {
        var instance = ZAPInstance()
        instance.method = method
        instance.uri = uri
        instance.parameter = parameter
        instance.attack = attack
        return instance
    }

    private func findings(_ alerts: [ZAPAlert], version: String = "2.17.0") throws -> ImportedReport {
        var report = ZAPReport()
        report.version = version
        var site = ZAPReport.Site()
        site.name = "http://api.test"
        site.alerts = alerts
        report.sites = [site]
        return ZAPFindings(description: Self.description, target: try TargetURL("http://api.test/v1")).imported(report)
    }

    @Test func pathsAreThoseOfTheDocument() throws {
        let report = try findings([
            alert(
                "40018",
                at: [
                    instance("GET", "http://api.test/v1/orders/17?sort=1", "sort", attack: "1'"),
                    instance("GET", "http://api.test:80/v1/orders/abc?sort=2", "sort", attack: "1'"),
                    instance("GET", "http://api.test/v1/orders/latest"),
                    instance("POST", "http://api.test/v1/orders", "note", attack: "x"),
                    instance("GET", "http://api.test/v1/hidden/99"),
                ]
            )
        ])
        #expect(
            Set(
                report.findings.map { "\($0.location.operationName) \($0.location.insertionPoint?.description ?? "-")" }
            )
                == [
                    "GET /orders/{orderId} query sort", "GET /orders/latest -", "POST /orders body note",
                    "GET /v1/hidden/{id} -",
                ]
        )
        #expect(report.findings.allSatisfy { $0.confidence == .tentative && $0.severity == .high })
    }

    @Test func headersOfTheWholeServerAreOneFinding() throws {
        let report = try findings([
            alert(
                "10021",
                at: [
                    instance("GET", "http://api.test/v1/orders/1", "x-content-type-options"),
                    instance("POST", "http://api.test/v1/orders", "X-Content-Type-Options"),
                ]
            )
        ])
        let finding = try #require(report.findings.first)
        #expect(report.findings.count == 1)
        #expect(finding.location == .host)
        #expect(finding.affectedOperations == ["GET /orders/{orderId}", "POST /orders"])
    }

    @Test func fingerprintsDoNotDependOnTheVersion() throws {
        let place = instance("GET", "http://api.test/v1/orders/1?sort=a", "sort", attack: "'")
        var later = place
        later.nodeName = "http://api.test/v1/orders/{orderId} (sort)"
        later.evidence = "error"
        later.uri = "http://api.test/v1/orders/2?sort=b"
        let old = try findings([alert("40018", at: [place])], version: "2.9.0")
        let new = try findings([alert("40018", reference: "40018-1", at: [later])])
        #expect(old.findings.map(\.fingerprint) == new.findings.map(\.fingerprint))
    }

    @Test func variantsOfARuleAreDifferentFlaws() throws {
        let place = instance("GET", "http://api.test/v1/orders/1")
        let report = try findings([
            alert("90019", reference: "90019-1", at: [place]), alert("90019", reference: "90019-2", at: [place]),
        ])
        #expect(report.findings.count == 2)
    }

    @Test func otherHostsAndFalsePositivesAreLeftOut() throws {
        var falsePositive = alert("1", at: [instance("GET", "http://api.test/v1/orders/1")])
        falsePositive.confidence = .falsePositive
        let report = try findings([falsePositive, alert("2", at: [instance("GET", "http://cdn.test/x.js")])])
        #expect(report.findings.isEmpty)
        #expect(report.diagnostics.map(\.message) == ["1 instances on other hosts than the target were left out."])
    }

    @Test func credentialsInEvidenceAreRedacted() throws {
        var place = instance("GET", "http://api.test/v1/orders/1")
        let token =
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
        place.evidence = "Authorization: Bearer \(token)"
        let report = try findings([alert("10024", at: [place])])
        #expect(report.findings.first?.summary.contains(token) == false)
        #expect(report.findings.first?.summary.isEmpty == false)
    }

    @Test func confidenceFollowsTheTable() {
        #expect(ZAPConfidence.allCases.map(\.confidence) == [nil, .tentative, .tentative, .firm, .firm])
        #expect(ZAPRisk.allCases.map(\.severity) == [.info, .low, .medium, .high])
    }
}
