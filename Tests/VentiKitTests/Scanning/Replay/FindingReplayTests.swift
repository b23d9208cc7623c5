//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Synchronization
import Testing
import VentiKit
import VulnerableAPIs

/// What a replay says where the target is not what it was, and where it may not send what a proof sends.
struct FindingReplayTests {
    private static let entry = Catalogue.entries(for: "venti.auth.missing")[0]
    private static let deletion = Catalogue.entries(for: "venti.bola.delete")[0]

    private func report(_ entry: CatalogueEntry = entry) async throws -> ScanReport {
        try await InProcessScan.run(entry.flawed, checks: [entry.checkID]) { $0.take(entry) }
    }

    /// The API of an entry with another answer to some requests.
    private func changed(
        _ api: VulnerableAPI,
        _ change: @escaping @Sendable (HTTPRequest) -> HTTPResponse?
    ) -> VulnerableAPI {
        var other = api
        other.handler = { request, body in
            if let response = change(request) { return (response, []) }
            return await api.handler(request, body)
        }
        return other
    }

    @Test func saysWhichAssertionDiffersFirst() async throws {
        let results = try await InProcessReplay.run(try await report(), against: Self.entry.fixed)
        let difference = try #require(results.first?.outcome.difference)
        // The fixed twin refuses with 200 and an error in the body.
        #expect(difference.step == "anonymous")
        #expect(difference.expected == "anonymous and valid give the same answer")
        #expect(difference.observed == "anonymous answered 200 and valid answered 200")
    }

    @Test func aTargetThatAnswersNothingIsNotFixed() async throws {
        let report = try await report()
        var request = ReplayRequest(report)
        request.target = "http://127.0.0.1:9"
        let results = try await FindingReplay().run(request)
        #expect(
            results.map(\.outcome.reason)
                == report.findings.map { _ in "http://127.0.0.1:9 does not answer (connection-refused)" }
        )
    }

    @Test(arguments: [404, 500, 503])
    func aTargetThatAnswersTheSameToEverythingIsNotFixed(status: Int) async throws {
        let api = changed(Self.entry.flawed) { _ in HTTPResponse(status: .init(code: status)) }
        let results = try await InProcessReplay.run(try await report(), against: api)
        #expect(results.allSatisfy { $0.outcome.reason != nil })
    }

    @Test func aRefusedCredentialIsNotFixed() async throws {
        let api = changed(Self.entry.fixed) { _ in HTTPResponse(status: .unauthorized) }
        let results = try await InProcessReplay.run(try await report(), against: api)
        #expect(results.first?.outcome.reason?.contains("valid was answered 401, not 200") ?? false)
    }

    /// Of a key that is not known nothing can be signed, and a token that is refused says nothing.
    @Test func aTargetThatPublishesItsKeyNoMoreIsNotFixed() async throws {
        let entry = try #require(Catalogue.entries(for: "venti.jwt.alg-confusion").first)
        let api = changed(entry.flawed) { request in
            request.path?.contains("jwks") == true ? HTTPResponse(status: .notFound) : nil
        }
        let results = try await InProcessReplay.run(try await report(entry), against: api)
        #expect(results.count == 1)
        #expect(results.first?.outcome.reason?.contains("the answer to public keys holds no key") ?? false)
    }

    @Test func aRaceThatIsLostOnceIsNotMended() async throws {
        let entry = try #require(Catalogue.entries(for: "venti.flow.race").first)
        let requests = Mutex(0)
        // The copies of the first race but one are refused: the requests before are the two in a row.
        let api = changed(entry.flawed) { request in
            guard request.method == .post, request.path?.hasSuffix("/confirm") == true else { return nil }
            let number = requests.withLock { count in
                count += 1
                return count
            }
            return (4...10).contains(number) ? HTTPResponse(status: .conflict) : nil
        }
        let results = try await InProcessReplay.run(try await report(entry), against: api) {
            $0.policy.profile = .active
        }
        #expect(results.map(\.outcome) == [.stillThere])
        #expect(requests.withLock { $0 } > 20)
    }

    @Test func namesTheIdentityThatIsMissing() async throws {
        let report = try await report()
        let name = try #require(report.findings.first?.proof?.steps.compactMap(\.identity).first)
        let results = try await InProcessReplay.run(report, against: Self.entry.flawed, as: [])
        #expect(results.first?.outcome.mend == .identity(name))
    }

    @Test func aProofThatDeletesNeedsTheProfile() async throws {
        let report = try await report(Self.deletion)
        let results = try await InProcessReplay.run(report, against: Self.deletion.flawed) { $0.policy.profile = .safe }
        guard case .profile(let profile) = results.first?.outcome.mend else {
            Issue.record("\(results)")
            return
        }
        #expect(profile > .safe)
        #expect(results.first?.outcome.reason?.contains("needs the profile \(profile.rawValue)") ?? false)
    }

    @Test func withoutADocumentItTakesTheProofsWordForIt() async throws {
        let report = try await report()
        let results = try await InProcessReplay.run(report, against: Self.entry.flawed, withDocument: false)
        #expect(results.map(\.outcome) == report.findings.map { _ in .stillThere })
    }

    @Test func aFlawOfTheDocumentNeedsTheDocument() async throws {
        let entry = try #require(Catalogue.all.first { $0.checkID.contains(".lint.") })
        let report = try await report(entry)
        let without = try await InProcessReplay.run(report, against: entry.flawed, withDocument: false)
        #expect(without.map(\.outcome.mend) == report.findings.map { _ in .document })
    }

    @Test func resultsHoldNoCredential() async throws {
        for entry in [Self.entry, Self.deletion] {
            let report = try await report(entry)
            for api in [entry.flawed, entry.fixed] {
                let results = try await InProcessReplay.run(report, against: api) { $0.policy.take(entry) }
                let text = results.map { "\($0.outcome) \($0.finding.proof?.steps.map(\.request) ?? [])" }.joined()
                for account in api.accounts {
                    if account.token == nil { #expect(!text.contains(account.password)) }
                    if let token = account.token { #expect(!text.contains(token)) }
                }
            }
        }
    }

    @Test func aDecisionWithoutAControlNeedsMoreThanAnotherStatus() {
        let step = ProofStep(
            label: "answer",
            request: RecordedRequest(method: "GET", target: "/me"),
            response: RecordedResponse(status: 200)
        )
        let proof = Proof(steps: [step], assertions: [.propertyDisclosed(step: "answer", property: "password")])
        #expect(proof.decidingSteps == ["answer"])
        #expect(proof.controlSteps.isEmpty)
    }
}
