//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

@testable import VentiKit

/// A small API, its findings and its scans, for whoever compares reports.
enum Shop {
    static let users = finding("venti.sqli.error", "GET", "/users/{id}", .high, point: .init(.path, "id"))
    static let login = finding(
        "venti.res.no-rate-limit",
        "POST",
        "/login",
        .medium,
        category: .unrestrictedResourceConsumption
    )
    static let orders = finding(
        "venti.bola.read",
        "GET",
        "/orders/{id}",
        .critical,
        category: .brokenObjectLevelAuthorization
    )
    static let header = finding("venti.headers.nosniff", nil, nil, .low)
    static let body = finding(
        "venti.bopla.mass-update",
        "PATCH",
        "/users/{id}",
        .high,
        point: .init(.body, "/user/role")
    )

    static func finding(
        _ check: CheckID,
        _ method: String?,
        _ path: String?,
        _ severity: Severity,
        point: InsertionPoint? = nil,
        category: OWASPCategory? = nil
    ) -> Finding {
        Finding(
            checkID: check,
            title: "The flaw \(check)",
            summary: "It happened.",
            severity: severity,
            confidence: .confirmed,
            category: category,
            location: FindingLocation(method: method, path: path, insertionPoint: point)
        )
    }

    /// An operation at which these checks ran to their end.
    static func operation(
        _ name: String,
        _ checks: [CheckID] = [],
        status: Int = 200,
        id: String? = nil,
        tags: [String] = [],
        security: OperationDeclaration.Security? = .required
    ) -> OperationCoverage {
        var coverage = OperationCoverage(
            operation: name,
            attempts: [.init(identity: "alice", requests: 1, bestStatus: status, outcome: .answered)],
            checksRun: checks
        )
        coverage.declaration = security.map { OperationDeclaration(operationID: id, tags: tags, security: $0) }
        return coverage
    }

    static let operations = [
        operation("GET /users/{id}", ["venti.sqli.error", "venti.headers.nosniff"], id: "getUser", tags: ["people"]),
        operation("PATCH /users/{id}", ["venti.bopla.mass-update", "venti.sqli.error"], tags: ["people"]),
        operation("POST /login", ["venti.res.no-rate-limit"], security: OperationDeclaration.Security.none),
        operation("GET /orders/{id}", ["venti.bola.read"]),
    ]

    static func report(
        _ findings: [Finding] = [],
        on day: String = "2026-10-02",
        profile: ScanPolicy.Profile = .safe,
        outcome: ScanReport.Outcome = .completed,
        operations: [OperationCoverage] = operations
    ) -> ScanReport {
        ScanReport(
            tool: .init(name: "VentiKit", version: "0.1.0"),
            api: APISummary(
                title: "Shop",
                version: "1",
                documentVersion: "3.1.0",
                documentName: "openapi.yaml",
                operations: operations.count
            ),
            target: "http://127.0.0.1:8080",
            profile: profile,
            startedAt: "\(day)T10:00:00Z",
            outcome: outcome,
            findings: findings.inReportOrder(),
            coverage: ScanCoverage(operations: operations),
            identities: [IdentityOutcome(name: "alice", works: true, detail: "")]
        )
    }

    /// The baseline that a report of the findings makes.
    static func baseline(_ findings: [Finding], on day: String = "2026-10-02") throws -> Baseline {
        try Baseline().updated(with: report(findings, on: day)).baseline
    }
}
