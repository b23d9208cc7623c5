//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit
import VulnerableAPIs

struct TokenCheckTests {
    private func summaries(_ api: VulnerableAPI, _ check: String) async throws -> [String] {
        try await InProcessScan.run(api, checks: [check]).findings.map(\.summary)
    }

    @Test func claimsThatAreCheckedAreNoFlawThoughTokensCanBeForged() async throws {
        let api = VulnerableAPI.tokenClaims("claims-checked", .fixed, secret: "secret")
        #expect(try await summaries(api, "venti.jwt.weak-secret").count == 1)
        let report = try await InProcessScan.run(api, checks: ["venti.jwt.claims"])
        #expect(report.findings.map(\.summary) == [])
        let diary = report.coverage.operations.first { $0.operation == "GET /diary" }
        #expect(diary?.checksRun == ["venti.jwt.claims"])
    }

    @Test func eachClaimThatIsNotCheckedIsAFlawOfItsOwn() async throws {
        let found = try await summaries(.tokenClaimsIgnored(.flawed), "venti.jwt.claims")
        #expect(found.count == 4)
        for part in ["expired an hour ago", "before tomorrow", "another audience", "another issuer"] {
            #expect(found.contains { $0.contains(part) })
        }
    }

    @Test func aSignatureThatNobodyLooksAtGivesAnotherUsersAnswer() async throws {
        let report = try await InProcessScan.run(
            .tokenSignatureIgnored(.flawed),
            checks: ["venti.jwt.signature-not-verified"]
        )
        let finding = try #require(report.findings.first)
        #expect(finding.confidence == .confirmed)
        #expect(finding.summary.contains("gets bram's answer"))
        let mutations = finding.proof?.steps.compactMap(\.tokenMutation) ?? []
        #expect(mutations.contains(.forged(TokenForgery(.kept, subject: "bram"))))
    }

    @Test func aTokenThatCannotBeSignedLeavesItsClaimsUnchecked() async throws {
        let report = try await InProcessScan.run(.tokenAlgorithmConfusionEC(.fixed), checks: ["venti.jwt.claims"])
        let diary = report.coverage.operations.first { $0.operation == "GET /diary" }
        #expect(diary?.checksSkipped.map(\.reason) == ["no token can be signed here"])
    }

    @Test(arguments: [
        ("venti.jwt.alg-confusion", "the token is not signed with a key pair"),
        ("venti.auth.cleartext", "the target is on this machine"),
        ("venti.auth.scheme-downgrade", "the document names one scheme at most"),
    ])
    func aCheckThatHasNothingToWorkWithSaysSo(check: String, reason: String) async throws {
        let report = try await InProcessScan.run(.tokenNullSignature(.fixed), checks: [check])
        let diary = report.coverage.operations.first { $0.operation == "GET /diary" }
        #expect(diary?.checksSkipped.map(\.reason) == [reason])
    }

    @Test(arguments: [
        "venti.jwt.null-signature", "venti.jwt.blank-secret", "venti.jwt.alg-confusion", "venti.jwt.kid-injection",
        "venti.jwt.jku-x5u-jwk", "venti.jwt.claims", "venti.jwt.hygiene",
    ])
    func anOpaqueTokenIsNoJSONWebToken(check: String) async throws {
        let report = try await InProcessScan.run(.invalidTokenAccepted(.fixed), checks: [check])
        let readings = report.coverage.operations.first { $0.operation == "GET /readings" }
        #expect(readings?.checksSkipped.map(\.reason) == ["the identity's token is no JSON Web Token"])
    }

    /// Every forgery is refused by a server that has another flaw of tokens.
    @Test(arguments: [
        VulnerableAPI.tokenNullSignature(.flawed), .tokenBlankSecret(.flawed), .tokenAlgorithmConfusionEC(.flawed),
        .tokenKeyIDPath(.flawed), .tokenKeyIDStatement(.flawed), .tokenEmbeddedKeyEC(.flawed),
        .tokenAlgorithmNone(.flawed),
    ])
    func oneFlawIsReportedOnce(api: VulnerableAPI) async throws {
        let report = try await InProcessScan.run(api)
        let critical = report.findings.filter { $0.severity == .critical }
        #expect(critical.count == 1, "\(critical.map(\.summary))")
        #expect(critical.allSatisfy { api.name.contains($0.checkID.shortName) })
    }

    @Test func aProofHoldsNoToken() async throws {
        let report = try await InProcessScan.run(
            .tokenAlgorithmConfusionRSA(.flawed),
            checks: ["venti.jwt.alg-confusion"]
        )
        let text = try JSONReport().text(for: report)
        #expect(text.contains("BEGIN PUBLIC KEY"))
        #expect(!text.contains("eyJ"))
    }

    @Test func aLoginsPasswordIsNoEvidence() async throws {
        let report = try await InProcessScan.run(.loginCookieFlags(.flawed), checks: ["venti.auth.cookie-flags"])
        let text = try JSONReport().text(for: report)
        #expect(report.findings.count == 1)
        #expect(text.contains("{{visitor.password}}"))
        #expect(!text.contains("Maple-Drum-70"))
    }
}
