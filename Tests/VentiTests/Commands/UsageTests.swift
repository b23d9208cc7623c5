//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import venti

/// What the command line says to wrong input that needs no target.
struct UsageTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\n", to: "openapi.yaml")
        try folder.write("canary-token", to: "alice.jwt")
        try folder.write(" \n", to: "empty.jwt")
        try folder.write("canary\ntoken", to: "lines.jwt")
        try folder.write("\u{0}\u{1}\u{FFFD}", to: "binary.yaml")
        try folder.write("a: [", to: "broken.yaml")
        try folder.write("<!doctype html><title>Login</title>", to: "page.html")
        try Data([0xFF, 0xFE, 0x00]).write(to: URL(filePath: folder.path("latin.yaml")))
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
        .scan("--config", ".", says: [".: the file is a folder"]),
        .scan("--config", "broken.yaml", says: ["broken.yaml:", "not YAML"]),
        .scan("--config", "latin.yaml", says: ["latin.yaml: the file is not UTF-8 text"]),
        .scan("--config", "page.html", says: ["page.html:1:1", "expected keys and values"]),
        .scan("openapi.yaml", "--url", "http://127.0.0.1:9", says: ["openapi.yaml", "--help"]),
        .scan("--url", "http://127.0.0.1:0", says: ["--url", "the port 0 is out of range"]),
        .scan("--url", "http://127.0.0.1:80 80", says: ["--url"]),
        .scan("--url", "http://bob:canary@127.0.0.1", says: ["--url: holds a user name or password"]),
        .scan("--rps", "-1", says: ["--rps"]),
        .scan("--rps", "inf", says: ["--rps: inf is not a number"]),
        .scan("--rps", "", says: ["--rps:  is not a number"]),
        .scan("--requests", "0", says: ["--requests: 0 is out of range", "1 to 10000000"]),
        .scan("--seconds", "99999999", says: ["--seconds: 99999999 is out of range"]),
        .scan("--concurrency", "0", says: ["--concurrency: 0 is out of range"]),
        .scan("--seed", "x", says: ["--seed", "x"]),
        .scan("--checks", "", says: ["--checks: names no check"]),
        .scan("--checks", "sqli.bolean", says: ["--checks: no check sqli.bolean (did you mean sqli.boolean?)"]),
        .scan("--include", "users", says: ["--include: users is not an operation", "tag:billing"]),
        .scan("--exclude", "GET users", says: ["--exclude: GET users is not an operation"]),
        .scan("--identity", "alice", says: ["--identity: no name"]),
        .scan("--identity", "alice=", says: ["identity alice: nothing after the equals sign"]),
        .scan("--identity", "=canary", says: ["--identity: no name"]),
        .scan("--identity", "anonymous=canary", says: ["the name anonymous stands for nobody"]),
        .scan("--identity", "alice=@no.jwt", says: ["identity alice: the file no.jwt does not exist"]),
        .scan("--identity", "alice=@.", says: ["identity alice: the file . is a folder"]),
        .scan("--identity", "alice=@empty.jwt", says: ["identity alice: the file empty.jwt is empty"]),
        .scan("--identity", "alice=@lines.jwt", says: ["identity alice: the file lines.jwt is not a bearer token"]),
        .scan("--identity", "alice=@broken.yaml", says: ["broken.yaml:", "not YAML"]),
        .scan("--identity", "alice=env:NO_SUCH", says: ["the variable NO_SUCH is not set", "export NO_SUCH="]),
        .scan("--identity", "alice=login:bob", says: ["identity alice: the value is not username:password"]),
        .scan("--identity", "alice=baerer:canary", says: ["begins with none of bearer, basic"]),
        .scan("--auth", "no.yaml", says: ["--auth no.yaml: the file does not exist"]),
        .scan("--auth", "page.html", says: ["page.html:1:1"]),
        .scan("--url", "http://127.0.0.1:9", "--output", "json=.", says: ["/.: is a folder; name a file in it"]),
        .scan(
            "--url",
            "http://127.0.0.1:9",
            "--output",
            "json=/proc/no/report.json",
            says: ["/proc/no/report.json: cannot be written"]
        ),
        .scan("--output", "", says: ["--output: no format"]),
        .scan("--url", "http://127.0.0.1:9", "--baseline", "no.json", says: ["no.json"]),
        .scan("--progress", "fast", says: ["fast", "plain"]),
        .scan("--url", "http://127.0.0.1:9", "--scanner", "zpa", says: ["no scanner zpa", "did you mean zap?"]),
        .scan(
            "--url",
            "http://127.0.0.1:9",
            "--zap-image",
            "zap",
            says: ["--zap-image is for ZAP", "--scanner native,zap"]
        ),
        .scan("--url", "http://127.0.0.1:9", "--scanner", "zap", says: ["native must be among them"]),
        .scan("--url", "http://127.0.0.1:9", "--scanner", "native,zap", says: ["give --zap-url", "or --zap-image"]),
        .scan(
            "--url",
            "http://127.0.0.1:9",
            "--scanner",
            "zap",
            "--zap-image",
            "zap",
            says: ["--zap-image: add --executor docker"]
        ),
        Case("scan", "page.html", "--url", "http://127.0.0.1:9", says: ["page.html"]),
        Case("scan", "binary.yaml", "--url", "http://127.0.0.1:9", says: ["binary.yaml"]),
        Case("scan", "latin.yaml", "--url", "http://127.0.0.1:9", says: ["latin.yaml"]),
        Case("scan", "broken.yaml", "--url", "http://127.0.0.1:9", says: ["broken.yaml:1:"]),
        Case("config", "check", says: ["no venti.yaml here or in a folder above"]),
        Case("config", "check", "broken.yaml", says: ["broken.yaml:", "not YAML"]),
        Case("config", "chekc", says: ["venti config: no command chekc (did you mean check?)"]),
        Case("completion", "tcsh", says: ["tcsh", "bash"]),
        Case("completion", says: ["shell", "completion --help"]),
        Case("explain", says: ["explain --help"]),
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
        #expect(!outcome.error.contains("canary"), "\(line)")
        for word in ["internal error", "Fatal", "Optional(", "Error Domain", "NSCocoa"] {
            #expect(!outcome.error.contains(word), "\(line)")
        }
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
