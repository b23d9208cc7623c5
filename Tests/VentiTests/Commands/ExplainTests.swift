//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit
import VulnerableAPIs

@testable import venti

/// `venti explain` and `venti checks`.
struct ExplainTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(ParcelService(.vulnerable).api.document, to: "openapi.yaml")
    }

    private func run(_ arguments: String...) async throws -> VentiProcess.Outcome {
        try await VentiProcess(arguments: arguments, directory: folder.path).run()
    }

    @Test(arguments: ["sqli.boolean", "venti.sqli.boolean"])
    func `A check is explained by its id`(_ id: String) async throws {
        let outcome = try await run("explain", id)
        let check = try #require(CheckSet.default["sqli.boolean"])
        #expect(outcome.status == 0)
        #expect(outcome.output.hasPrefix("sqli.boolean  \(check.metadata.title)\n"))
        for word in ["CWE-89", "API8:2023", "critical", "safe and above"] { #expect(outcome.output.contains(word)) }
        let words = outcome.output.split { $0.isWhitespace }.joined(separator: " ")
        #expect(words.contains(check.metadata.remediation))
    }

    @Test
    func `An operation is explained from the document`() async throws {
        let outcome = try await run("explain", "get /customers/{username}", "--spec", "openapi.yaml")
        #expect(outcome.status == 0, "\(outcome.error)")
        #expect(outcome.output.hasPrefix("GET /customers/{username}"))
        for word in ["openapi.yaml:", "path username, required", "reads only", "sqli.error"] {
            #expect(outcome.output.contains(word), "\(outcome.output)")
        }
    }

    @Test(arguments: [
        (["explain", "sqli.bolean"], "no check sqli.bolean (did you mean sqli.boolean?)"),
        (["explain", "GET /x"], "give --spec openapi.yaml"),
        (["explain", "GET /parcel", "--spec", "openapi.yaml"], "GET /parcel (did you mean GET /parcels?)"),
        (["explain", "GET /x", "--spec", "nope.yaml"], "nope.yaml: no such file"),
        (["checks", "sqly"], "no check sqly (did you mean sqli?)"),
        (["checks", "--format", "xml"], "--format"),
    ])
    func `What does not exist is named`(_ arguments: [String], _ words: String) async throws {
        let outcome = try await VentiProcess(arguments: arguments, directory: folder.path).run()
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.error.hasPrefix("venti: error: ") && outcome.error.contains(words), "\(outcome.error)")
        #expect(outcome.error.split(separator: "\n").count == 1)
    }

    @Test
    func `The table lists every check once`() async throws {
        let outcome = try await run("checks")
        let ids = outcome.output.split(separator: "\n").dropFirst().compactMap { $0.split(separator: " ").first }
        #expect(outcome.status == 0)
        #expect(ids.map(String.init) == CheckSet.default.checks.map(\.metadata.id.shortName))
    }

    @Test
    func `A family can be listed`() async throws {
        let outcome = try await run("checks", "api2")
        let expected = CheckSet.default.checks.count { $0.metadata.category?.family == "api2" }
        #expect(expected > 0)
        #expect(outcome.output.split(separator: "\n").count == expected + 1)
    }

    @Test
    func `The list as JSON can be read back`() async throws {
        let outcome = try await run("checks", "--format", "json")
        let metadata = try CheckList.read(outcome.output)
        #expect(metadata == CheckSet.default.checks.map(\.metadata))
    }
}
