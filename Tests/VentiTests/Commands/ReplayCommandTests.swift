//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit
import VulnerableAPIs

/// `venti replay` and `venti export`, as a user runs them.
struct ReplayCommandTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static var entry: CatalogueEntry { Catalogue.entries(for: "venti.auth.missing")[0] }

    /// Scans the flawed build and leaves its report and document in the folder.
    private func scan(_ name: String = "findings.json") async throws -> ScanReport {
        let api = Self.entry.flawed
        let report = try await withServer(api) { port in
            var policy = ScanPolicy()
            policy.requestsPerSecond = nil
            policy.checks = [Self.entry.checkID]
            return try await NativeScanner().scan(
                ScanRequest(
                    document: .bytes(Array(api.document.utf8), name: "openapi.yaml"),
                    target: "http://127.0.0.1:\(port)",
                    identities: api.accounts.compactMap { account in
                        account.token.map { Identity(account.name, bearer: $0) }
                            ?? Identity(account.name, username: account.username, password: account.password)
                    },
                    policy: policy
                )
            )
        }
        let format: any ReportFormat = name.hasSuffix(".jsonl") ? NDJSONReport() : JSONReport()
        try folder.write(try format.text(for: report), to: name)
        try folder.write(api.document, to: "openapi.yaml")
        return report
    }

    /// Runs `venti replay` with the identities of an API that answers.
    private func replay(_ api: VulnerableAPI, _ arguments: String...) async throws -> VentiProcess.Outcome {
        try await withServer(api) { port in
            let identities = api.accounts.flatMap { account in
                [
                    "--identity",
                    account.token.map { "\(account.name)=bearer:\($0)" }
                        ?? "\(account.name)=login:\(account.username):\(account.password)",
                ]
            }
            let all = ["replay"] + arguments + ["--url", "http://127.0.0.1:\(port)", "--rps", "1000"] + identities
            return try await VentiProcess(arguments: all, directory: folder.path).run()
        }
    }

    @Test
    func `A flaw that is there ends with 1, one that is fixed with 0`() async throws {
        let report = try await scan()
        let id = try #require(report.findings.first?.fingerprint.shortForm)
        let there = try await replay(Self.entry.flawed, "findings.json")
        #expect(there.status == 1, "\(there.error)")
        #expect(there.output.contains("STILL THERE  \(id)  GET /payslips  auth.missing\n"))
        #expect(there.output.hasSuffix("1 still there, 0 fixed, 0 cannot be told  exit 1\n"))
        let fixed = try await replay(Self.entry.fixed, "findings.json", String(id.dropFirst(3).prefix(5)))
        #expect(fixed.status == 0, "\(fixed.error)")
        #expect(fixed.output.hasPrefix("FIXED        \(id)  GET /payslips  auth.missing  anonymous and valid give"))
        for account in Self.entry.flawed.accounts {
            if account.token == nil { #expect(!(there.output + fixed.output).contains(account.password)) }
            if let token = account.token { #expect(!(there.output + fixed.output).contains(token)) }
        }
    }

    @Test
    func `A report of events is read as well, and results are JSON where they are asked for`() async throws {
        _ = try await scan("findings.jsonl")
        let outcome = try await replay(Self.entry.fixed, "findings.jsonl", "--output", "json")
        #expect(outcome.status == 0, "\(outcome.error)")
        struct Results: Decodable {
            struct Result: Decodable {
                var outcome: String
                var step: String
            }
            var results: [Result]
        }
        let results = try JSONDecoder().decode(Results.self, from: Data(outcome.output.utf8)).results
        #expect(results.map(\.outcome) == ["fixed"] && results.map(\.step) == ["anonymous"])
    }

    @Test
    func `What cannot be told ends with 3 and says what to give`() async throws {
        _ = try await scan()
        let arguments = ["replay", "findings.json", "--url", "http://127.0.0.1:9"]
        let down = try await VentiProcess(arguments: arguments, directory: folder.path).run()
        #expect(down.status == 3)
        #expect(down.output.contains("CANNOT TELL") && down.output.contains("does not answer (connection-refused)"))
        let nobody = try await withServer(Self.entry.flawed) { port in
            try await VentiProcess(
                arguments: ["replay", "findings.json", "--url", "http://127.0.0.1:\(port)"],
                directory: folder.path
            ).run()
        }
        #expect(nobody.status == 3)
        #expect(nobody.output.contains("; give --identity "))
    }

    @Test
    func `A finding that is not there is named with those that are`() async throws {
        let report = try await scan()
        let id = try #require(report.findings.first?.fingerprint.shortForm)
        let arguments = ["replay", "findings.json", "VK-00000000"]
        let outcome = try await VentiProcess(arguments: arguments, directory: folder.path).run()
        #expect(outcome.status == 2)
        #expect(outcome.errorLines == ["venti: error: no finding VK-00000000 in the report; there are \(id)"])
    }

    @Test
    func `Ctrl-C prints what was replayed and ends with 130`() async throws {
        var report = try await scan()
        let finding = try #require(report.findings.first)
        report.findings = (0..<40).map { number in
            var copy = finding
            copy.evidenceClass = "copy \(number)"
            return copy
        }
        try folder.write(try JSONReport().text(for: report), to: "findings.json")
        let outcome = try await withServer(Self.entry.flawed) { port in
            let identities = Self.entry.flawed.accounts.flatMap { account in
                [
                    "--identity",
                    account.token.map { "\(account.name)=bearer:\($0)" }
                        ?? "\(account.name)=login:\(account.username):\(account.password)",
                ]
            }
            let arguments = ["replay", "findings.json", "--url", "http://127.0.0.1:\(port)", "--rps", "2"] + identities
            return try await VentiProcess(arguments: arguments, directory: folder.path).run { process in
                try await Task.sleep(for: .seconds(2))
                process.send(SIGINT)
            }
        }
        #expect(outcome.status == 130, "\(outcome.error)")
        #expect(outcome.output.contains(" not replayed"))
    }

    @Test(arguments: ["curl", "http", "har", "swift"])
    func `A finding is exported in every form`(form: String) async throws {
        let report = try await scan()
        let id = try #require(report.findings.first?.fingerprint.shortForm)
        let arguments = ["export", "findings.json", id, "--as", form, "--to", "proofs/"]
        let outcome = try await VentiProcess(arguments: arguments, directory: folder.path).run()
        #expect(outcome.status == 0, "\(outcome.error)")
        let names = try folder.names(in: "proofs")
        #expect(names.count == 1 && names.allSatisfy { $0.hasPrefix(id + ".") })
        #expect(try folder.read("proofs/\(names[0])").contains("payslips"))
    }
}
