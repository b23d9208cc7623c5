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

/// What the command line says where the document or the target is not what it should be.
struct TargetTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func scan(_ arguments: [String], document: String = "openapi.yaml") async throws -> VentiProcess.Outcome {
        try await VentiProcess(
            arguments: ["scan", document] + arguments + ["--progress", "none", "--rps", "1000"],
            directory: folder.path
        ).run()
    }

    /// Exactly one line of error, and nothing that only a programmer understands.
    private func line(of outcome: VentiProcess.Outcome) throws -> String {
        #expect(outcome.errorLines.count == 1, "\(outcome.error)")
        #expect(!outcome.error.contains("Fatal error") && !outcome.error.contains("internal error"))
        #expect(!outcome.error.contains("ScanError") && !outcome.error.contains("Optional("))
        return try #require(outcome.errorLines.first)
    }

    @Test(arguments: [
        ("<html><body>Not found</body></html>", ["openapi.yaml"]),
        ("just some words", ["openapi.yaml"]),
        ("{\"swagger\": ", ["openapi.yaml:1:"]),
        ("openapi: 3.0.3\n\tpaths: 1\n", ["openapi.yaml:2:"]),
        ("{\"hello\": \"world\"}", ["openapi.yaml", "OpenAPI"]),
        ("openapi: 9.9.9\ninfo: {title: a, version: b}\npaths: {}\n", ["openapi.yaml", "9.9.9"]),
        ("openapi: 3.0.3\ninfo: {title: a, version: b}\npaths: {}\n", ["openapi.yaml", "no operation"]),
        ("", ["openapi.yaml", "empty"]),
        ("\u{0}\u{1}\u{2}", ["openapi.yaml"]),
    ])
    func `A document that is none is named`(_ text: String, _ words: [String]) async throws {
        try folder.write(text, to: "openapi.yaml")
        let outcome = try await scan(["--url", "http://127.0.0.1:9"])
        let line = try line(of: outcome)
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        for word in words { #expect(line.contains(word), "\(line)") }
    }

    @Test
    func `A document that may not be read is named`() async throws {
        try folder.write("openapi: 3.0.3", to: "openapi.yaml")
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: folder.path("openapi.yaml"))
        let outcome = try await scan(["--url", "http://127.0.0.1:9"])
        let line = try line(of: outcome)
        #expect(outcome.status == 2)
        // The superuser may read it all the same, and then it is a document without operations.
        #expect(line.contains("openapi.yaml"))
        #expect(getuid() == 0 || line.contains("permission denied; make the file readable for you"))
    }

    @Test
    func `A target that does not answer ends with 3`() async throws {
        try folder.write(OddAPI.elsewhere.document, to: "openapi.yaml")
        // Bound and given back: nothing listens there.
        let port = try await withServer(OddAPI.elsewhere) { $0 }
        let outcome = try await scan(["--url", "http://127.0.0.1:\(port)"])
        let line = try line(of: outcome)
        #expect(outcome.status == 3)
        #expect(line.contains("http://127.0.0.1:\(port) does not answer"), "\(line)")
        #expect(line.contains("Is the API running, and is the URL right?"))
    }

    @Test
    func `A host without an address ends with 3`() async throws {
        try folder.write(OddAPI.elsewhere.document, to: "openapi.yaml")
        let outcome = try await scan(["--url", "http://no-such-host.invalid", "--quiet"])
        let line = try line(of: outcome)
        #expect(outcome.status == 3)
        #expect(line.contains("no-such-host.invalid"), "\(line)")
    }

    @Test
    func `A target that answers a page to everything ends with 3`() async throws {
        let api = OddAPI.pageForEverything
        try folder.write(api.document, to: "openapi.yaml")
        let outcome = try await withServer(api) { try await scan(["--url", "http://127.0.0.1:\($0)"]) }
        let line = try line(of: outcome)
        #expect(outcome.status == 3)
        #expect(line.contains("HTML page to every request"), "\(line)")
        #expect(line.contains("base path"))
    }

    @Test
    func `A target without any of the paths ends with 3`() async throws {
        let api = OddAPI.elsewhere
        try folder.write(api.document, to: "openapi.yaml")
        let outcome = try await withServer(api) { try await scan(["--url", "http://127.0.0.1:\($0)/wrong"]) }
        let line = try line(of: outcome)
        #expect(outcome.status == 3)
        #expect(line.contains("no operation answered with 2xx") && line.contains("base path"), "\(line)")
    }

    @Test
    func `An identity whose login fails ends with 3 and keeps its password`() async throws {
        let api = OddAPI.refusingLogins
        try folder.write(api.document, to: "openapi.yaml")
        let outcome = try await withServer(api) { port in
            try await scan(["--url", "http://127.0.0.1:\(port)", "--identity", "alice=login:alice:canary-password"])
        }
        let line = try line(of: outcome)
        #expect(outcome.status == 3)
        #expect(line.contains("alice") && line.contains("401"), "\(line)")
        #expect(!outcome.error.contains("canary") && !outcome.output.contains("canary"))
    }

    @Test
    func `An identity whose token nobody takes ends with 3 and keeps its token`() async throws {
        let api = OddAPI.refusingLogins
        try folder.write(api.document, to: "openapi.yaml")
        let outcome = try await withServer(api) { port in
            try await scan(["--url", "http://127.0.0.1:\(port)", "--identity", "alice=canary-token"])
        }
        let line = try line(of: outcome)
        #expect(outcome.status == 3)
        #expect(line.contains("alice") && line.contains("refused"), "\(line)")
        #expect(!outcome.error.contains("canary") && !outcome.output.contains("canary"))
    }

    @Test
    func `Too little coverage ends with 3`() async throws {
        let api = OddAPI.slow(milliseconds: 0)
        try folder.write(api.document, to: "openapi.yaml")
        let outcome = try await withServer(api) { port in
            try await scan([
                "--url", "http://127.0.0.1:\(port)", "--exclude", "POST /login", "--fail-on", "never", "--min-coverage",
                "99",
            ])
        }
        let line = try line(of: outcome)
        #expect(outcome.status == 3)
        #expect(line.contains("coverage is 66 % (2 of 3 operations), below --min-coverage 99"), "\(line)")
    }

    @Test
    func `A document outside the target is not fetched`() async throws {
        let outcome = try await withServer(OddAPI.elsewhere) { port in
            try await scan(
                ["--url", "http://127.0.0.1:\(port)"],
                document: "http://127.0.0.1:\(port + 1)/openapi.yaml"
            )
        }
        let line = try line(of: outcome)
        #expect(outcome.status == 5)
        #expect(line.contains("outside the scope"), "\(line)")
    }
}
