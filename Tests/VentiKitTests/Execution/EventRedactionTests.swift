//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VulnerableAPIs

@testable import VentiKit

struct EventRedactionTests {
    private static let secret = "canary-4711"

    private func request() -> ScanRequest {
        ScanRequest(
            document: .bytes([], name: "api.yaml"),
            target: "http://127.0.0.1:1",
            identities: [Identity("alice", bearer: Self.secret)]
        )
    }

    @Test func everyTextOfAFindingIsRedacted() throws {
        let secret = Self.secret
        var step = ProofStep(
            label: "as \(secret)",
            request: RecordedRequest(
                method: "GET",
                target: "/a?token=\(secret)",
                headers: [RecordedHeader(name: "Authorization", value: "Bearer \(secret)")],
                body: "{\"token\":\"\(secret)\"}"
            )
        )
        step.response = RecordedResponse(
            status: 200,
            headers: [RecordedHeader(name: "Set-Cookie", value: "sid=of-nobody-known; Path=/")],
            bodyExcerpt: "{\"echo\":\"\(secret)\"}"
        )
        let finding = Finding(
            checkID: "acme.leak",
            title: secret,
            summary: "It says \(secret).",
            severity: .low,
            location: FindingLocation(method: "GET", path: "/\(secret)", insertionPoint: .init(.query, secret)),
            evidenceClass: secret,
            proof: Proof(steps: [step], assertions: [.bodyContains(step: "as", text: secret)]),
            remediation: secret,
            affectedOperations: ["GET /\(secret)"]
        )
        let redaction = EventRedaction(request())
        let text = try redaction.redact(.finding(finding)).ndjsonLine()
        #expect(!text.contains(secret), "\(text)")
        #expect(text.contains("{{alice.token}}"))
        #expect(!text.contains("of-nobody-known"))
    }

    @Test func aFileThatIsASecretIsKnown() {
        let file = WorkloadFile("header", contents: Array("X-Key: opensesame\n".utf8), isSecret: true)
        let redaction = EventRedaction(request(), files: [file, WorkloadFile("plain", contents: Array("words".utf8))])
        #expect(redaction.redact("sent X-Key: opensesame and words") == "sent {{header}} and words")
    }

    /// What the scanner of this library has redacted is the same afterwards, proofs and placeholders included.
    @Test(arguments: ["venti.sqli.error", "venti.bola.read", "venti.auth.missing", "venti.jwt.alg-none"])
    func whatIsRedactedStaysAsItIs(_ checkID: String) async throws {
        let entry = try #require(Catalogue.entries(for: checkID).first)
        let api = entry.flawed
        var policy = ScanPolicy()
        policy.profile = ScanPolicy.Profile(rawValue: entry.profile) ?? .safe
        policy.requestsPerSecond = nil
        let (report, request) = try await withServer(api) { port in
            let request = ScanRequest(
                document: .bytes(Array(api.document.utf8), name: "\(api.name).yaml"),
                target: "http://127.0.0.1:\(port)",
                identities: api.accounts.map { account in
                    account.token.map { Identity(account.name, bearer: $0) }
                        ?? Identity(account.name, username: account.username, password: account.password)
                },
                policy: policy
            )
            return (try await InProcessExecutor().scan(NativeScanner(), request), request)
        }
        #expect(!report.findings.isEmpty)
        guard case .finished(let again) = EventRedaction(request).redact(.finished(report)) else { return }
        for (before, after) in zip(report.findings, again.findings) { #expect(before == after) }
        #expect(again == report)
    }
}
