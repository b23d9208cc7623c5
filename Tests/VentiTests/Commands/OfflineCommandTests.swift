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

@testable import venti

/// `venti plan` and `venti lint`: what needs no target.
struct OfflineCommandTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(ParcelService(.vulnerable).api.document, to: "openapi.yaml")
    }

    private func run(_ arguments: String..., input: String = "") async throws -> VentiProcess.Outcome {
        try await VentiProcess(arguments: arguments, directory: folder.path, input: input).run()
    }

    @Test
    func `A plan says what is called, what is not and why`() async throws {
        try folder.write("operations: [{match: GET /me, skip: true, reason: sandbox only}]", to: "venti.yaml")
        let outcome = try await run("plan", "openapi.yaml", "--identity", "alice=canary-token", "--requests", "700")
        #expect(outcome.status == 0, "\(outcome.error)")
        #expect(outcome.error.isEmpty)
        for words in [
            "Nothing is sent", "  As        alice\n", "skipped: sandbox only", "skipped: it changes data", "called",
            "> safe ", "at most 700", "token from POST /login", "lists    GET /parcels",
        ] {
            #expect(outcome.output.contains(words), "\(words): \(outcome.output)")
        }
        #expect(!outcome.output.contains("canary"))
    }

    @Test
    func `A plan as JSON names every operation and check`() async throws {
        let outcome = try await run("plan", "openapi.yaml", "--format", "json", "--checks", "sqli")
        let plan = try JSONDecoder().decode(ScanOutline.self, from: Data(outcome.output.utf8))
        let description = try APIDescription(contentsOf: folder.path("openapi.yaml"))
        #expect(plan.operations.map(\.operation) == description.operations.map(\.id))
        #expect(Set(plan.checks.map(\.shortName)) == ["sqli.error", "sqli.boolean", "sqli.time"])
        #expect(plan.profiles.map(\.profile) == ScanPolicy.Profile.allCases)
        #expect(zip(plan.profiles, plan.profiles.dropFirst()).allSatisfy { $0.operations <= $1.operations })
    }

    @Test
    func `A plan as a graph is for Graphviz`() async throws {
        let outcome = try await run("plan", "openapi.yaml", "--format", "dot")
        #expect(outcome.output.hasPrefix("digraph operations {"))
        #expect(outcome.output.hasSuffix("}\n"))
    }

    private static let flawed = """
        openapi: 3.0.3
        info: {title: T, version: '1'}
        servers: [{url: 'http://api.example'}]
        paths:
          /reset:
            get:
              parameters: [{name: password, in: query, schema: {type: string}}]
              responses: {'200': {description: ok}}
        """

    @Test
    func `What a document shows is named with its line, and fails at the threshold`() async throws {
        try folder.write(Self.flawed, to: "flawed.yaml")
        let outcome = try await run("lint", "flawed.yaml", "--fail-on", "low")
        #expect(outcome.status == 1, "\(outcome.error)")
        #expect(outcome.output.contains("[lint.password-in-query]"))
        #expect(outcome.output.contains("flawed.yaml:6: "), "\(outcome.output)")
        #expect(outcome.output.contains("  Gate      FAILED: "))
        #expect(outcome.output.contains("  fix       "))
        #expect(try await run("lint", "flawed.yaml", "--fail-on", "never").status == 0)
        let other = try await run("lint", "flawed.yaml", "--fail-on", "low", "--checks", "lint.no-security")
        #expect(!other.output.contains("[lint.password-in-query]"))
    }

    @Test
    func `A document comes through a pipe and its report goes through one`() async throws {
        let outcome = try await run("lint", "-", "--output", "json", "--fail-on", "never", input: Self.flawed)
        let report = try JSONReport.report(from: Array(outcome.output.utf8))
        #expect(report.isOfDocumentAlone)
        #expect(report.findings.contains { $0.checkID == "venti.lint.password-in-query" })
        #expect(report.findings.allSatisfy { $0.confidence == .confirmed })
        #expect(outcome.error.contains("PASSED"))
    }

    @Test
    func `A document without flaws passes`() async throws {
        let sound = """
            openapi: 3.0.3
            info: {title: T, version: '1'}
            security: [{k: []}]
            components: {securitySchemes: {k: {type: http, scheme: bearer}}}
            paths:
              /a:
                get:
                  responses: {'200': {description: a}, '401': {description: b}, '403': {description: c}, '429': {description: d}}
            """
        let outcome = try await run("lint", "-", "--fail-on", "info", input: sound)
        #expect(outcome.status == 0, "\(outcome.output)")
        #expect(outcome.output.contains("PASSED: no finding ≥ info"))
    }

    @Test(arguments: [
        (["lint", "-"], "standard input: nothing arrived"),
        (["lint"], "no document: give its file or URL, as in venti lint openapi.yaml"),
        (["lint", "http://127.0.0.1:9/openapi.yaml"], "lint sends nothing; download the document first"),
        (["lint", "openapi.yaml", "--checks", "sqli.time"], "leave no check that reads the document alone"),
        (["lint", "empty.yaml"], "empty.yaml: the document describes no operation"),
        (["plan", "page.html"], "page.html"),
        (["plan", "openapi.yaml", "--url", "localhost"], "--url localhost: no scheme"),
        (["plan", "openapi.yaml", "--format", "svg"], "svg"),
        (["explain", "plan"], "venti plan openapi.yaml"),
    ])
    func `Wrong input gives one line`(_ arguments: [String], _ words: String) async throws {
        try folder.write("openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\n", to: "empty.yaml")
        try folder.write("<html></html>", to: "page.html")
        let outcome = try await VentiProcess(arguments: arguments, directory: folder.path).run()
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errorLines.count == 1 && outcome.error.split(separator: "\n").count == 1, "\(outcome.error)")
        #expect(outcome.error.contains(words), "\(outcome.error)")
    }
}
