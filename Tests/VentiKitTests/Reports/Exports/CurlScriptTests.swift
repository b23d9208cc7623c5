//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VulnerableAPIs

@testable import VentiKit

/// The exported scripts, run with the real curl against both builds over a socket of this machine.
@Suite(
    .serialized,
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/curl"), "curl is not installed")
)
struct CurlScriptTests {
    /// What a script cannot say, by check, and why.
    private static let inexpressible = [
        "venti.jwt.hygiene": "it is about what a token says",
        "venti.jwt.jku-x5u-jwk": "signed by a new key pair",
        "venti.bopla.pii-secret": "the report does not keep what looked like sensitive-data",
    ]

    /// What shows at other hosts than this machine only, and what is mended in the document and not in the API.
    private static let elsewhere: Set<String> = ["venti.auth.token-in-url", "venti.auth.undeclared-protected"]
    /// What has a key of its own in each instance, which a script cannot put into another form.
    private static let bound: Set<String> = ["jwt.alg-confusion-ec-flawed"]

    /// The entries whose APIs answer at a socket without TLS, and whose flaws a request shows.
    private static let positions = Catalogue.all.indices.filter { position in
        let entry = Catalogue.all[position]
        return !entry.checkID.contains(".lint.") && !elsewhere.contains(entry.checkID)
            && entry.flawed.scheme == "http" && entry.flawed.host == "api.test"
    }

    @Test(arguments: positions)
    func tellsTheFlawedFromTheFixedBuild(_ position: Int) async throws {
        let entry = Catalogue.all[position]
        let report = try await ServedScan.report(of: entry)
        let finding = try #require(report.findings.first { $0.checkID.rawValue == entry.checkID && $0.proof != nil })
        let script: String
        do {
            script = try CurlScriptExport().text(for: finding, target: "http://127.0.0.1:1")
        } catch let error as ScanError {
            let reason = try #require(Self.inexpressible[entry.checkID], "\(error.message)")
            #expect(error.message.contains(reason))
            return
        }
        if Self.bound.contains(entry.flawed.name) {
            let again = Catalogue.all[position].flawed
            let other = try await ServedScan.run(script, finding, report, against: again, entry)
            #expect(other.status == 2)
            #expect(other.output.contains("CANNOT TELL: it does not hold that the target's key is the one that it was"))
            return
        }
        let again = Catalogue.all[position]
        let flawed = try await ServedScan.run(script, finding, report, against: again.flawed, entry)
        #expect(flawed.status == 0, "\(flawed.output)")
        #expect(flawed.output.hasSuffix("REPRODUCED\n"))
        let fixed = try await ServedScan.run(script, finding, report, against: again.fixed, entry)
        #expect(fixed.status == 1, "\(fixed.output)")
        #expect(fixed.output.contains("NOT REPRODUCED: "))
    }

    @Test func saysThatItCannotTellWithoutATarget() async throws {
        let step = ProofStep(label: "answer", request: RecordedRequest(method: "GET", target: "/"))
        let finding = Finding(
            checkID: "venti.test",
            title: "A test",
            summary: "Test",
            severity: .low,
            location: .host,
            proof: Proof(steps: [step], assertions: [.status(step: "answer", isIn: [200])])
        )
        let script = try CurlScriptExport().text(for: finding, target: "http://127.0.0.1:9")
        let result = try await ShellRun(script, environment: [:]).result()
        #expect(result.status == 2)
        #expect(result.output.contains("CANNOT TELL: answer got no answer"))
    }

    @Test func textOfTheTargetRunsNothing() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "venti-\(UUID().uuidString)")
        let evil = "'; touch \(folder.path); $(touch \(folder.path)) `touch \(folder.path)`\n touch \(folder.path)\n"
        let step = ProofStep(
            label: evil,
            captures: [ProofCapture("id", from: .body(pointer: "/" + evil))],
            request: RecordedRequest(
                method: "POST",
                target: "/" + evil,
                headers: [RecordedHeader(name: "X-Evil", value: evil)],
                body: evil
            )
        )
        let finding = Finding(
            checkID: "venti.test",
            title: evil,
            summary: evil,
            severity: .low,
            location: .host,
            proof: Proof(
                steps: [step],
                assertions: [
                    .bodyContains(step: evil, text: evil), .memberEquals(step: evil, pointer: evil, value: evil),
                ]
            )
        )
        let script = try CurlScriptExport().text(for: finding, target: "http://127.0.0.1:9/" + evil)
        _ = try await ShellRun(script, environment: [:]).result()
        #expect(!FileManager.default.fileExists(atPath: folder.path))
    }

    @Test func itsFunctionsAreSoundShell() async throws {
        let script = "#!/usr/bin/env bash\n" + ShellPrelude.text(needsTokens: true)
        let result = try await ShellRun("bash -n <<'END_OF_SCRIPT'\n\(script)\nEND_OF_SCRIPT\n", environment: [:])
            .result()
        #expect(result.status == 0, "\(result.output)")
    }
}
