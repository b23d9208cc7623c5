//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct HeaderCheckTests {
    /// A check with an exchange that has its flaw and the same exchange fixed.
    struct Case: Sendable, CustomTestStringConvertible {
        var check: any PassiveCheck
        var flawed: HTTPExchange
        var fixed: [HTTPExchange]
        var testDescription: String { check.metadata.id.rawValue }
    }

    static let cases = [
        Case(
            check: WildcardOriginCheck(),
            flawed: .fixture(headers: ["Access-Control-Allow-Origin": "*"], identity: "alice"),
            fixed: [
                .fixture(headers: ["Access-Control-Allow-Origin": "*"]),
                .fixture(headers: ["Access-Control-Allow-Origin": "https://a.example"], identity: "alice"),
                .fixture(status: 403, headers: ["Access-Control-Allow-Origin": "*"], identity: "alice"),
                .fixture("", headers: ["Access-Control-Allow-Origin": "*"], identity: "alice"),
            ]
        ),
        Case(
            check: ContentSniffingCheck(),
            flawed: .fixture(),
            fixed: [.fixture(headers: ["x-content-type-options": "nosniff"]), .fixture("", status: 204)]
        ),
        Case(
            check: FramingCheck(),
            flawed: .fixture(),
            fixed: [
                .fixture(headers: ["X-Frame-Options": "DENY"]),
                .fixture(headers: ["Content-Security-Policy": "default-src 'none'"]),
            ]
        ),
        Case(
            check: ResponseCachingCheck(),
            flawed: .fixture(identity: "alice"),
            fixed: [
                .fixture(headers: ["Cache-Control": "no-cache, No-Store"], identity: "alice"),
                .fixture(),
                .fixture(headers: ["Cache-Control": "private, max-age=60"], identity: "alice"),
                .fixture(status: 404, identity: "alice"),
                .fixture("<p>", type: "text/html", identity: "alice"),
                .fixture(method: "POST", identity: "alice"),
            ]
        ),
        Case(
            check: StrictTransportCheck(),
            flawed: .fixture(isEncrypted: true),
            fixed: [
                .fixture(), .fixture(headers: ["Strict-Transport-Security": "max-age=31536000"], isEncrypted: true),
            ]
        ),
        Case(
            check: ReferrerPolicyCheck(),
            flawed: .fixture("<p>", type: "text/html; charset=utf-8"),
            fixed: [.fixture("<p>", type: "text/html", headers: ["Referrer-Policy": "no-referrer"]), .fixture()]
        ),
        Case(
            check: VersionHeaderCheck(),
            flawed: .fixture(status: 404, headers: ["Server": "Apache/2.4.58 (Unix)"]),
            fixed: [
                .fixture(headers: ["Server": "Apache", "X-Powered-By": "Express"]),
                .fixture(headers: ["Server": "h2o", "X-Powered-By": "ASP.NET"]),
            ]
        ),
    ]

    @Test(arguments: cases)
    func findsTheFlawWithAProofThatHolds(_ subject: Case) throws {
        let findings = subject.check.inspect(subject.flawed)
        #expect(findings.count == 1)
        let finding = try #require(findings.first)
        #expect(finding.isProven(by: subject.flawed))
        #expect(finding.location == .host)
        #expect(finding.affectedOperations == ["GET /items/{id}"])
        #expect(finding.checkID == subject.check.metadata.id)
    }

    @Test(arguments: cases)
    func theProofFailsOnTheFixedAnswer(_ subject: Case) throws {
        let finding = try #require(subject.check.inspect(subject.flawed).first)
        let fixed = try #require(subject.fixed.first { $0.response.headers != subject.flawed.response.headers })
        #expect(!finding.isProven(by: fixed))
    }

    @Test(arguments: cases)
    func isSilentOnceFixed(_ subject: Case) {
        for exchange in subject.fixed { #expect(subject.check.inspect(exchange).isEmpty) }
    }

    @Test(arguments: cases)
    func looksOnlyAtOrdinaryAnswers(_ subject: Case) {
        var attack = subject.flawed
        attack.purpose = .attack
        #expect(subject.check.inspect(attack).isEmpty)
        var blocked = subject.flawed
        blocked.verdict = .blocked
        #expect(subject.check.inspect(blocked).isEmpty)
    }

    @Test(arguments: cases)
    func twoOperationsHaveOneFingerprint(_ subject: Case) throws {
        var other = subject.flawed
        other.operation = APIOperation(method: "GET", path: "/orders")
        let fingerprints = Set(
            (subject.check.inspect(subject.flawed) + subject.check.inspect(other)).map(\.fingerprint)
        )
        #expect(fingerprints.count == 1)
    }

    @Test(arguments: [
        ("nginx/1.25.3", "nginx/1.25.3"), ("Werkzeug/3.0.1 Python/3.12.1", "Werkzeug/3.0.1"), ("PHP/8", "PHP/8"),
        ("4.0.30319", "4.0.30319"), ("Product (v2.1)", "v2.1"),
    ])
    func recognisesVersions(value: String, version: String) {
        #expect(VersionHeaderCheck.version(in: value) == version)
    }

    @Test(arguments: ["nginx", "h2o", "ASP.NET", "web3", "Server2", "", "gateway-7", "a/b"])
    func namesAreNoVersions(value: String) {
        #expect(VersionHeaderCheck.version(in: value) == nil)
    }

    @Test func saysThatBrowsersRefuseTheWildcardWithCredentials() {
        let exchange = HTTPExchange.fixture(
            headers: ["Access-Control-Allow-Origin": "*", "Access-Control-Allow-Credentials": "true"],
            identity: "alice"
        )
        #expect(WildcardOriginCheck().inspect(exchange).first?.summary.contains("browsers refuse") == true)
    }

    @Test func sharedCachesAreWorseThanTheBrowsersOwn() {
        let exchange = HTTPExchange.fixture(headers: ["Cache-Control": "public, max-age=60"], identity: "alice")
        let findings = ResponseCachingCheck().inspect(exchange)
        #expect(findings.map(\.severity) == [.medium])
        #expect(findings.allSatisfy { $0.isProven(by: exchange) })
    }

    @Test func aMaximumAgeOfZeroIsNoStrictTransport() {
        let exchange = HTTPExchange.fixture(
            headers: ["Strict-Transport-Security": "max-age=0; includeSubDomains"],
            isEncrypted: true
        )
        let findings = StrictTransportCheck().inspect(exchange)
        #expect(findings.map(\.evidenceClass) == ["zero"])
        #expect(findings.allSatisfy { $0.isProven(by: exchange) })
    }
}
