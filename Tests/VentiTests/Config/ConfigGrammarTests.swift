//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit

@testable import venti

/// The one list of keys: what the reader reads, what the schema allows, and what the documentation's copy says.
struct ConfigGrammarTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Every key of the grammar once.
    static let complete = """
        version: 1
        target: {spec: openapi.yaml, url: "http://127.0.0.1:1", include: GET /*, exclude: [tag:a, id:b]}
        identities:
          a: {role: user, bearer: a}
          b: {bearer_env: TOKEN}
          c: {bearer_file: secret}
          d: {basic: {username: d, password: d}}
          e: {basic: {username: e, password_env: TOKEN}}
          f: {basic: {username: f, password_file: secret}}
          g:
            login:
              username: g
              password: g
              request: {method: PUT, path: /in, content_type: application/json, body: "{{username}} {{password}}"}
              extract: {json_pointer: /token}
              send: {header: X-Token, template: "Token {{token}}"}
          h: {login: {username: h, password_env: TOKEN, extract: {header: X-Token}, send: {query: token}}}
          i: {login: {username: i, password_file: secret, extract: {cookie: sid}, send: {cookie: sid}}}
          j: {api_key: {name: key, in: query, value: k}}
          k: {api_key: {name: key, value_env: TOKEN}}
          l: {api_key: {name: key, value_file: secret}}
          m: {cookie: {name: sid, value: s}}
          n: {cookie: {name: sid, value_env: TOKEN}}
          o: {cookie: {name: sid, value_file: secret}}
        profile: active
        limits: {rps: 5, requests: 100, seconds: 60, concurrency: 2}
        seed: 7
        checks:
          enable: sqli
          disable: [sqli.time]
          options:
            res.no-rate-limit: {attempts: 2}
            auth.no-lockout: {attempts: 3}
            auth.otp-brute: {attempts: 4}
        operations:
          - {match: GET /users, parameters: {id: 42}}
          - {match: POST /pay, skip: true, reason: sandbox only}
        values: {id: 1}
        access: {GET /a: user}
        gate: {fail_on: low, min_coverage: 10, new_only: true, baseline: baseline.json}
        accept:
          - {rule: sqli, match: POST /login, parameter: name, until: 2099-01-31, reason: known, by: me}
        output:
          table: out/a.txt
          json: out/a.json
          jsonl: out/a.jsonl
          sarif: out/a.sarif
          junit: out/a.xml
          gitlab: out/b.json
          html: out/a.html
          markdown: out/a.md
          csv: out/a.csv
          github: out/a.github
          redact: [x-internal-id]
        """

    private func config(_ text: String) throws -> ScanConfig {
        try folder.write(text, to: "venti.yaml")
        try folder.write("file-secret", to: "secret")
        let surroundings = Surroundings(environment: ["TOKEN": "abc"], directory: folder.path)
        return try ScanConfig.load("venti.yaml", surroundings)
    }

    /// The paths of all keys, with `*` for names that the user chooses.
    private func paths(_ keys: [ConfigKey], _ prefix: String = "") -> [String] {
        keys.flatMap { key in [prefix + key.name] + paths(key.shape, prefix + key.name) }
    }

    private func paths(_ shape: ConfigShape, _ path: String) -> [String] {
        switch shape {
        case .keys(let keys): paths(keys, path + ".")
        case .named(let inner): paths(inner, path + ".*")
        case .list(let inner): paths(inner, path + "[*]")
        default: []
        }
    }

    @Test
    func `Every key of the grammar is accepted, and the example has them all`() throws {
        let places = try config(Self.complete).places
        let known = Set(places.keys.map { Self.general($0) })
        for path in paths(ConfigGrammar.top) { #expect(known.contains(path), "\(path) is not in the example") }
    }

    /// A path with `*` in place of the names and numbers of the example.
    private static func general(_ path: String) -> String {
        var path = path
        for name in ["identities", "values", "access"] where path.hasPrefix(name + ".") {
            let rest = path.dropFirst(name.count + 1)
            path = "\(name).*\(rest.drop { $0 != "." })"
        }
        if let open = path.firstIndex(of: "["), let close = path.firstIndex(of: "]") {
            path = path[..<open] + "[*]" + path[path.index(after: close)...]
        }
        if path.hasPrefix("operations[*].parameters.") { path = "operations[*].parameters.*" }
        return path
    }

    @Test
    func `Every key of the example makes a difference`() throws {
        let full = try config(Self.complete)
        let empty = ScanConfig()
        #expect(full.specification != nil && full.url != nil && full.identities.count == 15)
        #expect(full.includedOperations == ["GET /*"] && full.excludedOperations == ["tag:a", "id:b"])
        #expect(full.profile == .active && full.seed == 7 && full.values == ["id": "1"])
        #expect(full.requestsPerSecond == 5 && full.requests == 100 && full.seconds == 60 && full.concurrency == 2)
        #expect(full.enabledChecks == ["sqli"] && full.disabledChecks == ["sqli.time"])
        #expect(full.attempts == ["res.no-rate-limit": 2, "auth.no-lockout": 3, "auth.otp-brute": 4])
        #expect(full.operationRules.count == 2 && full.accessRules.count == 1)
        #expect(full.failOn == .low && full.minimumCoverage == 10 && full.countsNewOnly == true)
        #expect(full.baseline == folder.path("baseline.json") && full.acceptances.count == 1)
        #expect(
            Set(full.outputs.map(\.format)) == Set(OutputFormat.allCases) && full.redactedNames == ["x-internal-id"]
        )
        #expect(empty.places.isEmpty)
    }

    @Test
    func `The checks that have options exist`() {
        for id in ConfigGrammar.checksWithAttempts { #expect(CheckSet.default[id] != nil, "\(id)") }
    }

    @Test
    func `The schema in the documentation is the one that the command prints`() throws {
        try DocumentationFile("Resources/venti-config.schema.json").expect(try ConfigSchema.text)
    }

    /// A part of a schema, read back.
    private final class Schema: Decodable {
        var properties: [String: Schema]?
        var additionalProperties: Additional?
        var items: Schema?
        var required: [String]?

        enum Additional: Decodable {
            case allowed(Bool)
            case like(Schema)

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                if let truth = try? container.decode(Bool.self) {
                    self = .allowed(truth)
                } else {
                    self = .like(try container.decode(Schema.self))
                }
            }
        }

        func paths(_ prefix: String) -> [String] {
            var result: [String] = []
            for (name, inner) in properties ?? [:] {
                let path = prefix.isEmpty ? name : "\(prefix).\(name)"
                result += [path] + inner.paths(path)
            }
            if case .like(let inner) = additionalProperties { result += inner.paths("\(prefix).*") }
            if let items { result += items.paths("\(prefix)[*]") }
            return result
        }

        /// Whether every mapping with known keys allows no others.
        var isClosed: Bool {
            if properties != nil {
                guard case .allowed(false) = additionalProperties else { return false }
            }
            var inner = (properties ?? [:]).map(\.value) + [items].compactMap { $0 }
            if case .like(let schema) = additionalProperties { inner.append(schema) }
            return inner.allSatisfy(\.isClosed)
        }
    }

    @Test
    func `The schema knows the keys of the reader, and no others`() throws {
        let schema = try JSONDecoder().decode(Schema.self, from: Data(try ConfigSchema.text.utf8))
        #expect(Set(schema.paths("")) == Set(paths(ConfigGrammar.top)))
        #expect(schema.isClosed)
        #expect(schema.properties?["operations"]?.items?.required == ["match"])
    }

    @Test
    func `The settings are listed with where they come from, and without a secret`() throws {
        let text = Self.complete.replacing("bearer: a}", with: "bearer: canary-token}")
            .replacing("password: g", with: "password: canary-password")
        let config = try config(text)
        let command = try #require(try Venti.parsed(["scan"]) as? ScanCommand)
        let policy = try ScanSettings.policy(command, config)
        let rows = ConfigListing(config, policy).rows
        #expect(rows.contains { $0.key == "limits.rps" && $0.value == "5" && $0.source.hasPrefix("venti.yaml:") })
        #expect(rows.contains { $0.key == "identities.g" && $0.value == "a login as g" })
        #expect(!rows.contains { $0.value.contains("canary") || $0.value.contains("file-secret") })
        let none = ConfigListing(ScanConfig(), ScanPolicy()).rows
        #expect(none.allSatisfy { $0.source == "default" })
        #expect(none.contains { $0.key == "limits.rps" && $0.value == "20" })
    }
}
