//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// Values with every feature of the vocabulary.
enum Sample {
    static let source = SourceLocation(file: "api/openapi.yaml", line: 112, column: 5)

    static let assertions: [ProofAssertion] = [
        .status(step: "control", isIn: [200, 201]),
        .statusNot(step: "attack", isIn: [500]),
        .bodyContains(step: "attack", text: "near \"'\""),
        .bodyLacks(step: "control", text: "near"),
        .bodyMatches(step: "attack", signature: "sql-error"),
        .bodyMatchesNot(step: "control", signature: "sql-error"),
        .propertyDisclosed(step: "attack", property: "password"),
        .headerEquals(step: "attack", name: "Content-Type", value: "application/json"),
        .headerContains(step: "attack", name: "Server", text: "1.2"),
        .headerAbsent(step: "attack", name: "Strict-Transport-Security"),
        .cookieLacks(step: "attack", name: "sid", attribute: "HttpOnly"),
        .equivalent(step: "attack", other: "control", ignoring: mask),
        .different(step: "attack", other: "control", ignoring: ResponseMask()),
        .tokenShows(step: "attack", observation: "no-exp"),
        .slower(step: "attack", than: "control", byMilliseconds: 2_000),
    ]

    static let mask = ResponseMask(volatilePointers: ["/time"], echoedTexts: ["1'"], comparesShapeOnly: true)

    static let mutations: [TokenMutation] =
        [
            .algorithmNone(spelling: "nOnE"), .signatureFlipped, .signatureRandom, .signedWithGuessedSecret("secret"),
            .randomOpaque, .truncated, .removed,
        ] + forgeries.map { .forged($0) }

    static let forgeries: [TokenForgery] = [
        TokenForgery(.none(spelling: "none"), claims: [.expired]), TokenForgery(.absent),
        TokenForgery(.kept, claims: [.issuedLater, .otherIssuer], subject: "bob"),
        TokenForgery(.secret(""), keyID: "../dev/null", claims: [.notYetValid, .otherAudience]),
        TokenForgery(.secretBytes([0x30, 0xff])), TokenForgery(.ownKey(algorithm: "ES256")),
        TokenForgery(.secret("PEM"), publishedKey: publishedKey),
    ]

    static let publishedKey = TokenForgery.PublishedKey(step: "keys", index: 1, form: "PEM (SPKI)", mark: "AQAB")

    static let steps: [ProofStep] = [
        ProofStep(
            label: "control",
            identity: "alice",
            request: RecordedRequest(
                method: "GET",
                target: "/books/1",
                headers: [RecordedHeader(name: "Authorization", value: "Bearer {{alice.token}}")]
            ),
            response: RecordedResponse(
                status: 200,
                headers: [
                    RecordedHeader(name: "Set-Cookie", value: "<redacted>"),
                    RecordedHeader(name: "set-cookie", value: "<redacted>"),
                ],
                bodyExcerpt: "{\"id\":1}",
                bodyBytes: 8
            )
        ),
        ProofStep(
            label: "attack",
            identity: "alice",
            tokenMutation: .signatureFlipped,
            repetitions: 3,
            request: RecordedRequest(
                method: "POST",
                target: "/books/1'",
                headers: [
                    RecordedHeader(name: "Content-Type", value: "application/json"),
                    RecordedHeader(name: "Authorization", value: "Bearer {{alice.token}}"),
                ],
                body: "{\"title\":\"it's\"}"
            ),
            response: RecordedResponse(status: 500, bodyExcerpt: "near \"'\": syntax error", bodyBytes: 22)
        ),
    ]

    static let finding = Finding(
        checkID: "venti.sqli.error",
        title: "SQL injection",
        summary: "A quote in the path brought a database error to light.",
        severity: .critical,
        confidence: .confirmed,
        category: .securityMisconfiguration,
        weaknesses: [.cwe(89)],
        location: FindingLocation(
            method: "GET",
            path: "/books/{id}",
            insertionPoint: InsertionPoint(.path, "id"),
            source: source
        ),
        evidenceClass: "sqlite",
        proof: Proof(steps: steps, assertions: [.status(step: "control", isIn: [200]), assertions[4]]),
        remediation: "Bind the value as a parameter of a prepared statement."
    )

    static let hostFinding = Finding(
        checkID: "venti.headers.no-hsts",
        title: "Strict-Transport-Security is missing",
        summary: "",
        severity: .low,
        location: .host,
        affectedOperations: ["GET /books", "GET /books/{id}"]
    )

    static let coverage = ScanCoverage(operations: [
        OperationCoverage(
            operation: "GET /books/{id}",
            attempts: [.init(identity: "alice", requests: 12, bestStatus: 200, outcome: .answered)],
            checksRun: ["venti.sqli.error"]
        ),
        OperationCoverage(
            operation: "GET /admin",
            attempts: [
                .init(identity: "alice", requests: 2, bestStatus: 403, outcome: .answered),
                .init(identity: "anonymous", requests: 1, bestStatus: nil, outcome: AttemptOutcome("timed-out")),
            ],
            checksSkipped: [.init(check: "venti.sqli.error", reason: "never reached")]
        ),
        OperationCoverage(operation: "DELETE /books/{id}", skippedBecause: "profile safe"),
    ])

    static var report: ScanReport {
        var statistics = ScanStatistics()
        statistics.requestsSent = 1_164
        statistics.responses = ["200": 900, "500": 264]
        statistics.failures = ["timed-out": 1]
        statistics.refused = ["GET http://elsewhere.example/"]
        statistics.latencyP50Milliseconds = 2.5
        statistics.latencyP95Milliseconds = 12
        var report = ScanReport(
            tool: .init(name: "VentiKit", version: "0.1.0"),
            api: api,
            target: "http://127.0.0.1:8080/api",
            profile: .safe,
            seed: .max,
            startedAt: "2026-01-02T03:04:05Z",
            elapsedSeconds: 58.94,
            outcome: .budgetExhausted,
            outcomeDetail: "2,000 requests were used up.",
            findings: [hostFinding, finding],
            coverage: coverage,
            identities: [
                IdentityOutcome(name: "alice", works: true, detail: "GET /me answers 200", operationsReached: 1),
                IdentityOutcome(name: "bob", works: false, detail: "the login answers 401"),
            ],
            statistics: statistics,
            diagnostics: [
                ScanDiagnostic(.warning, "The reference leads nowhere.", source: source),
                ScanDiagnostic(.note, "Read as OpenAPI 3.1."),
            ]
        )
        report.accessMatrix = accessMatrix
        return report
    }

    static let accessMatrix = AccessMatrix(
        identities: [.init(name: "anonymous"), .init(name: "alice", role: "user"), .init(name: "bob", role: "admin")],
        operations: [
            OperationAccess(
                operation: "GET /books/{id}",
                cells: [
                    .init(identity: "anonymous", status: 401, outcome: .denied),
                    .init(identity: "alice", status: 200, outcome: .allowed),
                    .init(identity: "bob", outcome: .failed),
                ]
            )
        ],
        objects: [
            ObjectAccess(object: "/books/{id}", owner: "alice", actor: "bob", verb: .update, outcome: .denied)
        ]
    )

    static let api = APISummary(
        title: "Bookshop",
        version: "1.4",
        documentVersion: "3.1.0",
        documentName: "api/openapi.yaml",
        operations: 3
    )

    static var cleanReport: ScanReport {
        ScanReport(
            tool: .init(name: "VentiKit", version: "0.1.0"),
            api: api,
            target: "https://api.example.org",
            profile: .passive,
            startedAt: "2026-01-02T03:04:05Z",
            coverage: ScanCoverage(operations: [coverage.operations[0]])
        )
    }

    static var events: [ScanEvent] {
        [
            .started(
                ScanStarted(
                    api: api,
                    target: "http://127.0.0.1:8080",
                    profile: .active,
                    checks: 41,
                    maximumRequests: 1_180,
                    requestsPerSecond: 20
                )
            ),
            .started(
                ScanStarted(
                    api: api,
                    target: "http://127.0.0.1:8080",
                    profile: .dangerous,
                    checks: 0,
                    maximumRequests: 0,
                    requestsPerSecond: nil
                )
            ),
            .phase(ScanPhase(.attack, detail: "3 operations")),
            .identity(IdentityOutcome(name: "alice", works: true, detail: "200", operationsReached: 3)),
            .progress(
                ScanProgress(
                    phase: .look,
                    fraction: 0.5,
                    requestsSent: 7,
                    maximumRequests: 20,
                    elapsedSeconds: 1.5,
                    activity: "GET /books/{id} sqli.error"
                )
            ),
            .finding(finding),
            .finding(hostFinding),
            .finding(allAssertions),
            .diagnostic(ScanDiagnostic(.error, "Line one\nline two", source: source)),
            .finished(report),
            .finished(cleanReport),
        ]
    }

    /// A finding whose proof has every assertion and every token mutation.
    static var allAssertions: Finding {
        var finding = hostFinding
        finding.proof = Proof(
            steps: mutations.enumerated().map { index, mutation in
                ProofStep(
                    label: "step \(index)",
                    identity: "alice",
                    tokenMutation: mutation,
                    request: RecordedRequest(method: "PUT", target: "/", bodyBase64: "/w==")
                )
            },
            assertions: assertions
        )
        return finding
    }
}
