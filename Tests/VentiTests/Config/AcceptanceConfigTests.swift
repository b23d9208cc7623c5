//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit

@testable import venti

struct AcceptanceConfigTests {
    private let folder: TemporaryFolder
    private let surroundings: Surroundings

    init() throws {
        folder = try TemporaryFolder()
        surroundings = Surroundings(environment: [:], directory: folder.path)
    }

    private func config(_ text: String) throws -> ScanConfig {
        try folder.write(text, to: "venti.yaml")
        return try ScanConfig.load("venti.yaml", surroundings)
    }

    private func message(_ entry: String) -> String? {
        do {
            _ = try config("version: 1\naccept:\n  - \(entry)\n")
            return nil
        } catch let error as CommandError {
            return error.message
        } catch {
            return "not a CommandError: \(error)"
        }
    }

    @Test
    func `An acceptance is read with its place`() throws {
        let config = try config(
            """
            gate: {new_only: true, baseline: known/base.json}
            accept:
              - {rule: api4, match: "POST /login", until: 2027-01-31, reason: "limiter ships in 2.1", by: sec@example.org}
              - rule: headers.nosniff
                match: (host)
                parameter: x
                until: "2027-02-28"
                reason: The proxy is replaced.
            """
        )
        #expect(config.countsNewOnly == true)
        #expect(config.baseline == folder.path("known/base.json"))
        #expect(config.acceptances.map(\.rule) == ["api4", "headers.nosniff"])
        #expect(config.acceptances.map(\.match) == ["POST /login", "(host)"])
        #expect(config.acceptances.map(\.until.description) == ["2027-01-31", "2027-02-28"])
        #expect(config.acceptances.map(\.by) == ["sec@example.org", nil])
        #expect(config.acceptances.map(\.parameter) == [nil, "x"])
        #expect(
            config.acceptances.map(\.source) == [
                SourceLocation(file: "venti.yaml", line: 3, column: 5),
                SourceLocation(file: "venti.yaml", line: 4, column: 5),
            ]
        )
    }

    @Test(arguments: [
        ("{rule: sqli, match: GET /a, until: 2027-01-31}", "venti.yaml:3:5: accept[0]: reason is missing"),
        ("{rule: sqli, match: GET /a, reason: r}", "venti.yaml:3:5: accept[0]: until is missing"),
        ("{match: GET /a, until: 2027-01-31, reason: r}", "venti.yaml:3:5: accept[0]: rule is missing"),
        ("{rule: sqli, until: 2027-01-31, reason: r}", "venti.yaml:3:5: accept[0]: match is missing"),
        (
            "{rule: sqli, match: GET /a, until: 2027-02-30, reason: r}",
            "venti.yaml:3:40: accept[0].until: 2027-02-30 is not a day of the calendar; write it as in 2027-01-31"
        ),
        (
            "{rule: sqli, match: GET /a, until: never, reason: r}",
            "venti.yaml:3:40: accept[0].until: never is not a day of the calendar; write it as in 2027-01-31"
        ),
        (
            "{rule: sqli.bolean, match: GET /a, until: 2027-01-31, reason: r}",
            "venti.yaml:3:12: accept[0].rule: no check sqli.bolean (did you mean sqli.boolean?); "
                + "venti checks lists them all"
        ),
        (
            "{rule: sqli, match: GET /a, until: 2027-01-31, reason: \" \"}",
            "venti.yaml:3:60: accept[0].reason: there is nothing here; say what it is"
        ),
        (
            "{rule: sqli, match: login, until: 2027-01-31, reason: r}",
            "venti.yaml:3:25: accept[0].match: login is not an operation; it is `GET /users*`, `/users/*`, "
                + "`tag:billing` or `id:createUser`, or (host) for what belongs to the host as a whole"
        ),
        (
            "{rule: sqli, match: GET /a, untill: 2027-01-31, reason: r}",
            "venti.yaml:3:33: accept[0]: unknown key untill (did you mean until?)"
        ),
    ])
    func `What is wrong is named with its line`(_ entry: String, _ expected: String) {
        #expect(message(entry) == expected)
    }
}
