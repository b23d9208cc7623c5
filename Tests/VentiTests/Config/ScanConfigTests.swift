//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit

@testable import venti

struct ScanConfigTests {
    private let folder: TemporaryFolder
    private let surroundings: Surroundings

    init() throws {
        folder = try TemporaryFolder()
        surroundings = Surroundings(environment: ["TOKEN": "abc"], directory: folder.path)
    }

    private func config(_ text: String) throws -> ScanConfig {
        try folder.write(text, to: "venti.yaml")
        return try ScanConfig.load("venti.yaml", surroundings)
    }

    @Test
    func `Every key is read`() throws {
        try folder.write("file-token\n", to: "secrets/carol")
        let config = try config(
            """
            version: 1
            target:
              spec: api/openapi.yaml
              url: "${URL:-http://127.0.0.1:8080}"
              include: "GET /*"
              exclude: [tag:internal]
            identities:
              alice: {bearer_env: TOKEN, role: user}
              bob: {basic: {username: bob, password: b}}
              carol: {bearer_file: secrets/carol}
              dave: {api_key: {name: key, in: query, value: k}}
              erin: {cookie: {name: sid, value: s}}
            profile: active
            limits: {rps: 5.5, requests: 100, seconds: 60, concurrency: 2}
            seed: 7
            checks: {enable: [sqli, jwt], disable: [sqli.time], options: {res.no-rate-limit: {attempts: 12}}}
            operations:
              - {match: "GET /users/{id}", parameters: {id: 42, verbose: true}}
              - {match: tag:billing, skip: true, reason: sandbox only}
            values: {id: 42}
            access: {"GET /reports*": [admin, user], "tag:news": anonymous}
            gate: {fail_on: medium, min_coverage: 80}
            output: {sarif: out/results.sarif, json: "-", redact: [x-internal-id]}
            """
        )
        #expect(config.specification == folder.path("api/openapi.yaml"))
        #expect(config.url == "http://127.0.0.1:8080")
        #expect(
            config.identities == [
                Identity("alice", role: "user", bearer: "abc"),
                Identity("bob", credential: .basic(username: "bob", password: Secret("b"))),
                Identity("carol", bearer: "file-token"),
                Identity("dave", credential: .apiKey(name: "key", location: .query, value: Secret("k"))),
                Identity("erin", credential: .cookie(name: "sid", value: Secret("s"))),
            ]
        )
        #expect(config.profile == .active)
        #expect(config.requestsPerSecond == 5.5)
        #expect(config.requests == 100 && config.seconds == 60 && config.concurrency == 2)
        #expect(config.seed == 7)
        #expect(config.enabledChecks == ["sqli", "jwt"] && config.disabledChecks == ["sqli.time"])
        #expect(config.attempts == ["res.no-rate-limit": 12])
        #expect(
            config.operationRules == [
                OperationRule("GET /users/{id}", values: ["id": "42", "verbose": "true"]),
                OperationRule("tag:billing", skipReason: "sandbox only"),
            ]
        )
        #expect(config.redactedNames == ["x-internal-id"])
        #expect(config.places["limits.rps"] == "venti.yaml:14")
        #expect(config.includedOperations == ["GET /*"] && config.excludedOperations == ["tag:internal"])
        #expect(config.values == ["id": "42"])
        #expect(
            config.accessRules == [
                AccessRule("GET /reports*", roles: ["admin", "user"]), AccessRule("tag:news", roles: ["anonymous"]),
            ]
        )
        #expect(config.failOn == .medium && config.minimumCoverage == 80)
        #expect(
            config.outputs == [
                OutputDestination(.sarif, path: folder.path("out/results.sarif")), OutputDestination(.json, path: nil),
            ]
        )
    }

    @Test(arguments: [
        ("verson: 1", "venti.yaml:1:1: unknown key verson (did you mean version?)"),
        ("version: 2", "venti.yaml:1:10: version: this venti knows version 1"),
        ("version: 1\nlimits:\n  rsp: 3", "venti.yaml:3:3: limits: unknown key rsp (did you mean rps?)"),
        (
            "limits: {rps: fast}",
            "venti.yaml:1:15: limits.rps: fast is not a number; use 0.1 to 10000 requests a second"
        ),
        ("limits: {requests: 1.5}", "limits.requests: 1.5 is not a whole number"),
        ("limits: 3", "venti.yaml:1:9: limits: expected keys and values, found a single value"),
        ("baseline: x", "venti.yaml:1:1: unknown key baseline; the keys here are version, target"),
        ("profile: saef", "profile: saef is not one of passive, safe, active, dangerous (did you mean safe?)"),
        ("gate: {fail_on: hihg}", "gate.fail_on: hihg is not one of info"),
        ("output: {srif: x}", "venti.yaml:1:10: output: unknown key srif (did you mean sarif?)"),
        ("operations: {include: GET /a}", "venti.yaml:1:13: operations: a list of rules is needed here"),
        ("operations: [{parameters: {a: b}}]", "operations[0]: match is missing"),
        ("operations: [{match: users}]", "operations[0].match: users is not an operation; it is `GET /users*`"),
        ("operations: [{match: /a, skip: true}]", "operations[0]: skip needs a reason"),
        ("operations: [{match: /a, skip: maybe}]", "operations[0].skip: maybe is not true or false"),
        ("operations: [{match: /a, skip: true, reason: ''}]", "operations[0].reason: the reason is empty"),
        ("operations: [{match: /a, reason: x}]", "a reason belongs to skip: true"),
        ("operations: [{match: /a}]", "operations[0]: the rule does nothing"),
        ("operations: [{match: /a, mach: 1}]", "unknown key mach (did you mean match?)"),
        ("target: {include: users}", "target.include: users is not an operation"),
        ("checks: {disable: [sqli.bolean]}", "checks.disable: no check sqli.bolean (did you mean sqli.boolean?)"),
        ("checks: {options: {sqli.time: {attempts: 1}}}", "checks.options: unknown key sqli.time"),
        ("checks: {options: {res.no-rate-limit: {}}}", "checks.options.res.no-rate-limit: attempts is missing"),
        ("checks: {options: {res.no-rate-limit: {attempts: 0}}}", "attempts: 0 is out of range; use 2 to 1000"),
        ("target: {url: \"${NOPE}\"}", "target.url: the variable NOPE is not set; export it or write ${NOPE:-default}"),
        ("access: {GET /a: []}", "venti.yaml:1:10: access: no role may call GET /a"),
        ("access: {reports: admin}", "venti.yaml:1:10: access: reports is not an operation; it is `GET /users*`"),
        (
            "identities: {a: {role: admin, bearer: x}}\naccess: {/a: amdin}",
            "venti.yaml:2:14: access./a: no identity has the role amdin (did you mean admin?)"
        ),
        ("seed: -1", "seed: the seed is a whole number"),
        ("a: [", "not YAML"),
        ("version: 1\nversion: 1", "the key version appears twice"),
        ("", "the file is empty"),
        ("- 1", "venti.yaml:1:1: expected keys and values, found a list"),
    ])
    func `A mistake is named with its place and its mend`(_ text: String, _ words: String) throws {
        let error = try #require(throws: CommandError.self) { try config(text) }
        #expect(error.status == .usage)
        #expect(error.message.contains(words), "\(error.message)")
        #expect(!error.message.contains("\n"))
    }

    @Test(arguments: [
        ("{}", "identities.a: no credential"),
        ("{bearer: x, cookie: {name: a, value: b}}", "bearer and cookie contradict each other"),
        ("{bearer: x, bearer_env: TOKEN}", "bearer and bearer_env contradict each other"),
        ("{barer: x}", "unknown key barer (did you mean bearer?)"),
        ("{bearer: can ary}", "identities.a.bearer: the value is not a bearer token"),
        (
            "{login: {username: a}}",
            "identities.a.login: password is missing; give one of password, password_env, password_file"
        ),
        ("{login: {password: canary}}", "identities.a.login: username is missing"),
        ("{login: {username: a, password: canary, request: {body: x}}}", "identities.a.login.request: path is missing"),
        ("{login: {username: a, password: canary, request: {path: x}}}", "request.path: the path begins with a slash"),
        ("{login: {username: a, password: canary, request: {path: /x, body: x}}}", "does not hold {{password}}"),
        (
            "{login: {username: a, password: canary, extract: {json_pointer: token}}}",
            "a JSON Pointer begins with a slash"
        ),
        ("{login: {username: a, password: canary, extract: {header: a, cookie: b}}}", "exactly one of json_pointer"),
        ("{login: {username: a, password: canary, send: {header: a, template: b}}}", "does not hold {{token}}"),
        (
            "{api_key: {name: a, in: path, value: canary}}",
            "identities.a.api_key.in: path is not one of header, query, cookie"
        ),
        ("{bearer_file: nope}", "identities.a.bearer_file: the file nope does not exist"),
    ])
    func `A wrong identity is named, and never its secret`(_ identity: String, _ words: String) throws {
        let error = try #require(throws: CommandError.self) { try config("identities: {a: \(identity)}") }
        #expect(error.message.contains(words), "\(error.message)")
        #expect(!error.message.contains("canary") && !error.message.contains("can ary"))
    }

    @Test
    func `The nearest file upward is found`() throws {
        try folder.write("seed: 3", to: "venti.yaml")
        try folder.write("", to: "a/b/c.txt")
        let below = Surroundings(environment: [:], directory: folder.path("a/b"))
        #expect(try ScanConfig.load(nil, below).seed == 3)
        try folder.write("seed: 4", to: "a/venti.yml")
        #expect(try ScanConfig.load(nil, below).seed == 4)
    }
}
