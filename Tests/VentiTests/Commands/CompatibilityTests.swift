//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit

@testable import venti

/// The flags of the first VentiAPI command line.
struct CompatibilityTests {
    private let folder: TemporaryFolder
    private let surroundings: Surroundings

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("openapi: 3.0.3", to: "openapi.yaml")
        surroundings = Surroundings(environment: [:], directory: folder.path)
    }

    private func settings(_ arguments: [String], config: String = "version: 1") throws -> ScanSettings {
        try folder.write(config, to: "venti.yaml")
        var command = try #require(try Venti.parsed(["scan"] + arguments) as? ScanCommand)
        let config = try ScanConfig.load(nil, surroundings)
        try command.compatibility.apply(to: &command, config)
        return try ScanSettings(command, config, surroundings)
    }

    @Test
    func `The old flags mean what the new ones do`() throws {
        let old = try settings([
            "--spec", "openapi.yaml", "--server", "http://127.0.0.1:1", "--rps", "2", "--max-requests", "50",
            "--dangerous", "--fuzz-auth", "--out", "findings.json",
        ])
        let new = try settings([
            "openapi.yaml", "--url", "http://127.0.0.1:1", "--rps", "2", "--requests", "50", "--profile", "dangerous",
            "--output", "json=findings.json",
        ])
        #expect(old.request == new.request)
        #expect(old.outputs == new.outputs)
    }

    @Test(arguments: [
        ("a.json", OutputFormat.json), ("a.sarif", .sarif), ("a.jsonl", .jsonl), ("a.ndjson", .jsonl),
        ("a.txt", .table),
        ("a.report", .json), ("json", .json), ("dir.sarif/a", .json), ("a.html", .html), ("a.xml", .junit),
        ("a.md", .markdown), ("a.csv", .csv),
    ])
    func `The ending of the old file names its format`(_ path: String, _ format: OutputFormat) {
        #expect(CompatibilityOptions.format(of: path) == format)
    }

    @Test
    func `Attacks on logins need a profile that makes them`() throws {
        let target = ["openapi.yaml", "--url", "http://127.0.0.1:1"]
        #expect(try settings(target + ["--fuzz-auth"], config: "profile: passive").request.policy.profile == .safe)
        #expect(try settings(target + ["--fuzz-auth"], config: "profile: active").request.policy.profile == .active)
    }

    @Test(arguments: [
        (["openapi.yaml", "--spec", "other.yaml"], "--spec and the document say two things"),
        (["--url", "http://a", "--server", "http://b"], "--server and --url say two things"),
        (["--requests", "1", "--max-requests", "2"], "--max-requests and --requests say two things"),
        (["--dangerous", "--profile", "safe"], "--dangerous and --profile safe contradict each other"),
        (["--fuzz-auth", "--profile", "passive"], "--fuzz-auth and --profile passive contradict each other"),
        (["--out", ""], "--out: the path is empty"),
    ])
    func `An old flag that contradicts a new one is an error`(_ arguments: [String], _ words: String) throws {
        let error = try #require(throws: CommandError.self) { try settings(arguments) }
        #expect(error.status == .usage)
        #expect(error.message.contains(words), "\(error.message)")
    }
}
