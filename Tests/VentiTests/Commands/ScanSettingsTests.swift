//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit

@testable import venti

struct ScanSettingsTests {
    private let folder: TemporaryFolder
    private let surroundings: Surroundings

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("openapi: 3.0.3", to: "openapi.yaml")
        surroundings = Surroundings(environment: [:], directory: folder.path)
    }

    private func settings(_ arguments: [String], config: String = "version: 1") throws -> ScanSettings {
        try folder.write(config, to: "venti.yaml")
        let command = try #require(try Venti.parsed(["scan"] + arguments) as? ScanCommand)
        return try ScanSettings(command, try ScanConfig.load(nil, surroundings), surroundings)
    }

    @Test
    func `Without a configuration the defaults hold`() throws {
        let path = folder.path("openapi.yaml")
        let settings = try settings([path, "--url", "http://127.0.0.1:8080"])
        #expect(settings.request == ScanRequest(document: .file("openapi.yaml"), target: "http://127.0.0.1:8080"))
        #expect(settings.outputs == [OutputDestination(.table, path: nil)])
        #expect(settings.failOn == .high)
        #expect(settings.minimumCoverage == nil)
        #expect(settings.progress == .auto)
    }

    @Test
    func `The configuration alone suffices`() throws {
        let settings = try settings(
            [],
            config: "target: {spec: openapi.yaml, url: 'http://127.0.0.1:1'}\nlimits: {rps: 3}"
        )
        #expect(settings.request.document == .file("openapi.yaml"))
        #expect(settings.request.target == "http://127.0.0.1:1")
        #expect(settings.request.policy.requestsPerSecond == 3)
    }

    @Test
    func `Flags win over the configuration`() throws {
        let settings = try settings(
            [
                "--url", "http://127.0.0.1:2", "--rps", "9", "--profile", "passive", "--seed", "5", "--fail-on",
                "never",
                "--min-coverage", "50%", "--output", "json=r.json", "--include", "GET /b", "--identity", "bob=two",
            ],
            config: """
                target: {spec: openapi.yaml, url: "http://127.0.0.1:1", include: GET /a}
                identities: {alice: {bearer: one}, bob: {bearer: one}}
                profile: active
                limits: {rps: 3, requests: 77}
                seed: 1
                operations: [{match: POST /a, skip: true, reason: none of ours}]
                gate: {fail_on: low, min_coverage: 10}
                output: {sarif: r.sarif}
                """
        )
        let policy = settings.request.policy
        #expect(settings.request.target == "http://127.0.0.1:2")
        #expect(settings.request.identities == [Identity("alice", bearer: "one"), Identity("bob", bearer: "two")])
        #expect(policy.requestsPerSecond == 9 && policy.maximumRequests == 77)
        #expect(policy.profile == .passive && policy.seed == 5)
        #expect(policy.includedOperations == ["GET /b"])
        #expect(policy.operationRules == [OperationRule("POST /a", skipReason: "none of ours")])
        #expect(settings.failOn == nil && settings.minimumCoverage == 0.5)
        #expect(
            settings.outputs == [
                OutputDestination(.table, path: nil), OutputDestination(.json, path: folder.path("r.json")),
            ]
        )
    }

    @Test
    func `The same identity twice is an error`() throws {
        let error = try #require(throws: CommandError.self) {
            try settings([
                folder.path("openapi.yaml"), "--url", "http://127.0.0.1:1", "--identity", "a=x", "--identity", "a=y",
            ])
        }
        #expect(error.message.contains("--identity a is given twice"))
    }
}
