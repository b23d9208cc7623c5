//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import venti

/// What the command line says to wrong input that needs no target.
struct UsageTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\n", to: "openapi.yaml")
        try folder.write("secret-token", to: "alice.jwt")
    }

    /// A wrong command line, and what must be in its one line.
    struct Case: CustomTestStringConvertible, Sendable {
        var arguments: [String]
        var words: [String]
        var status: Int32 = 2

        init(_ arguments: String..., says words: [String], status: Int32 = 2) {
            self.arguments = arguments
            self.words = words
            self.status = status
        }

        /// A scan of the folder's document with more arguments.
        static func scan(_ arguments: String..., says words: [String], status: Int32 = 2) -> Case {
            var result = Case(says: words, status: status)
            result.arguments = ["scan", "openapi.yaml"] + arguments
            return result
        }

        var testDescription: String { arguments.joined(separator: " ") }
    }

    static let cases = [
        Case("scna", says: ["no command scna", "did you mean scan?"]),
        Case("scan", says: ["no document", "venti scan openapi.yaml --url"]),
        Case("scan", "openapi.yml", says: ["openapi.yml: no such file", "did you mean openapi.yaml?"]),
        Case("scan", ".", says: [".: is a folder", "did you mean openapi.yaml in it?"]),
        Case("scan", "ftp://host/openapi.yaml", says: ["ftp://host/openapi.yaml", "http:// or https://"]),
        Case("scan", "-", "--url", "http://127.0.0.1:9", says: ["standard input: nothing arrived"]),
        .scan(says: ["no target", "--url http://HOST:PORT"]),
        .scan("--url", "localhost:8080", says: ["--url localhost:8080: no scheme", "http://localhost:8080"]),
        .scan("--url", "ftp://localhost", says: ["the scheme ftp", "http:// or https://"]),
        .scan("--url", "http://", says: ["--url http://: no", "http://HOST:PORT"]),
        .scan("--url", "http://127.0.0.1:99999", says: ["--url", "65535"]),
        .scan("--url", "http://127.0.0.1/?a=b", says: ["no ? or #"]),
        .scan("--url", "http://203.0.113.7", says: ["203.0.113.7 is a public address", "--i-own-this"], status: 5),
        .scan("--ulr", "http://127.0.0.1", says: ["--ulr", "--url"]),
        .scan("--url", says: ["--url", "--help"]),
        .scan("--profile", "saef", says: ["no profile saef", "did you mean safe?"]),
        .scan("--rps", "0", says: ["--rps: 0 is out of range", "0.1 to 10000"]),
        .scan("--rps", "nan", says: ["--rps: nan is not a number"]),
        .scan("--requests", "1e99", says: ["--requests: 1e99 is out of range"]),
        .scan("--seconds", "-3", says: ["--seconds"]),
        .scan("--concurrency", "2.5", says: ["--concurrency: 2.5 is not a whole number"]),
        .scan("--min-coverage", "101", says: ["--min-coverage: 101 is out of range", "percent"]),
        .scan("--fail-on", "hihg", says: ["hihg", "high"]),
        .scan("--output", "jsno", says: ["--output: no format jsno", "did you mean json?"]),
        .scan("--output", "json=", says: ["--output json=: the path is missing"]),
        .scan("--output", "json", "--output", "sarif", says: ["json and sarif would mix", "FORMAT=PATH"]),
        .scan("--output", "json=a", "--output", "sarif=a", says: ["two reports would go to", "/a;"]),
        .scan("--quiet", "--progress", "plain", says: ["--quiet and --progress plain contradict each other"]),
        .scan("--include", "GET /a", "--exclude", "GET /a", says: ["--include and --exclude both name GET /a"]),
        .scan("--config", "no.yaml", says: ["no.yaml: the file does not exist"]),
    ]

    @Test(arguments: cases)
    func `Wrong input gives one line and its exit code`(_ example: Case) async throws {
        let outcome = try await VentiProcess(arguments: example.arguments, directory: folder.path).run()
        #expect(outcome.status == example.status)
        #expect(outcome.output.isEmpty)
        let lines = outcome.error.split(separator: "\n")
        #expect(lines.count == 1, "\(outcome.error)")
        let line = try #require(outcome.errorLines.first)
        for word in example.words { #expect(line.contains(word), "\(line)") }
    }

    @Test
    func `A report that cannot be written stops the scan before it begins`() async throws {
        try folder.write("", to: "file")
        let outcome = try await VentiProcess(
            arguments: ["scan", "openapi.yaml", "--url", "http://127.0.0.1:9", "--output", "json=file/report.json"],
            directory: folder.path
        ).run()
        #expect(outcome.status == 2)
        let line = try #require(outcome.errorLines.first)
        #expect(line.contains("file/report.json: cannot be written; give a folder that you may write to"))
        #expect(outcome.errorLines.count == 1)
    }

    @Test(arguments: [["--help"], ["scan", "--help"], ["help", "scan"], ["explain", "--help"], ["--version"]])
    func `Help goes to standard output and is no error`(_ arguments: [String]) async throws {
        let outcome = try await VentiProcess(arguments: arguments, directory: folder.path).run()
        #expect(outcome.status == 0)
        #expect(outcome.error.isEmpty)
        #expect(!outcome.output.isEmpty)
    }
}
