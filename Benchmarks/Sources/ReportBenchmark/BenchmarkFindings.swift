//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// Findings as a scan of a large API makes them, one at a time and in the order of a report: none is kept.
struct BenchmarkFindings: Sequence, IteratorProtocol {
    let count: Int
    private var index = 0

    init(count: Int) { self.count = count }

    mutating func next() -> Finding? {
        guard index < count else { return nil }
        defer { index += 1 }
        let rule = Self.rules[index * Self.rules.count / count]
        let resource = Self.padded(index % 2_000)
        let path = "/v1/accounts/{accountId}/resource\(resource)/{id}"
        return Finding(
            checkID: rule.check,
            title: rule.title,
            summary:
                "bob, who does not own it, read resource \(resource) of alice: the answer is that which alice gets.",
            severity: rule.severity,
            confidence: index % 7 == 0 ? .firm : .confirmed,
            category: rule.category,
            weaknesses: [.cwe(639), .cwe(200)],
            location: FindingLocation(
                method: "GET",
                path: path,
                insertionPoint: InsertionPoint(.query, "field\(index)"),
                source: SourceLocation(file: "api/openapi.yaml", line: 10 + index % 40_000, column: 5)
            ),
            evidenceClass: "object-read",
            proof: proof(resource),
            remediation:
                "Compare the owner of the object with the caller before the answer is made, and answer 404 else."
        )
    }

    private func proof(_ resource: String) -> Proof {
        let target = "/v1/accounts/42/resource\(resource)/\(index)?field\(index)=x&expand=owner"
        return Proof(
            steps: [
                step("as the owner", "alice", target, status: 200),
                step("as another user", "bob", target, status: 200),
                step("as nobody", nil, target, status: 401),
            ],
            assertions: [
                .status(step: "as another user", isIn: [200]),
                .bodyContains(step: "as another user", text: "alice-\(index)@example.com"),
                .equivalent(step: "as another user", other: "as the owner", ignoring: ResponseMask()),
                .statusNot(step: "as nobody", isIn: [200]),
            ]
        )
    }

    private func step(_ label: String, _ identity: String?, _ target: String, status: Int) -> ProofStep {
        let credential = identity.map { [RecordedHeader(name: "Authorization", value: "Bearer {{\($0).token}}")] } ?? []
        return ProofStep(
            label: label,
            identity: identity,
            request: RecordedRequest(
                method: "GET",
                target: target,
                headers: [
                    RecordedHeader(name: "Accept", value: "application/json, */*;q=0.5"),
                    RecordedHeader(name: "User-Agent", value: "VentiKit/0.1.0"),
                ] + credential
            ),
            response: RecordedResponse(
                status: status,
                headers: Self.headers,
                bodyExcerpt: status == 200
                    ? "{\"id\":\(index),\"owner\":\"alice-\(index)@example.com\",\"name\":\"Résumé <b>\(index)</b>\",\(Self.body)}"
                    : "{\"error\":\"Sign in first.\"}",
                bodyBytes: 1_480
            )
        )
    }

    private static func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: Swift.max(0, 5 - digits.count)) + digits
    }

    private static let headers = [
        RecordedHeader(name: "Content-Type", value: "application/json; charset=utf-8"),
        RecordedHeader(name: "Cache-Control", value: "no-store"),
        RecordedHeader(name: "Server", value: "nginx/1.27.1"),
        RecordedHeader(name: "X-Request-Id", value: "3f2c7b1e-3c5d-4f0e-9b0a-6f1d2c3b4a59"),
        RecordedHeader(name: "Set-Cookie", value: "<redacted>"),
    ]

    private static let body = (0..<8).map { "\"line\($0)\":\"12 Quay Street, \\\"Old Port\\\", no. \($0)\"" }
        .joined(separator: ",")

    private struct Rule {
        var severity: Severity
        var check: CheckID
        var title: String
        var category: OWASPCategory
    }

    /// Forty rules, worst first.
    private static let rules: [Rule] = Severity.allCases.reversed().flatMap { severity in
        (0..<8).map { number in
            Rule(
                severity: severity,
                check: CheckID("venti.family\(number).rule-\(severity.rawValue)"),
                title: "A flaw of rule \(number) of severity \(severity.rawValue)",
                category: OWASPCategory.allCases[number % OWASPCategory.allCases.count]
            )
        }
    }
}
