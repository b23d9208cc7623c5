//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit

struct CurlCommandTests {
    private func command(_ step: ProofStep, identities: [String] = []) -> CurlCommand {
        CurlCommand(step, target: "http://127.0.0.1:8080/", identities: identities)
    }

    private func step(
        _ method: String = "GET",
        _ target: String = "/books",
        headers: [RecordedHeader] = [],
        body: String? = nil
    ) -> ProofStep {
        ProofStep(
            label: "attack",
            identity: "alice",
            request: RecordedRequest(method: method, target: target, headers: headers, body: body)
        )
    }

    @Test func credentialsAreVariables() {
        let header = RecordedHeader(name: "Authorization", value: "Bearer {{alice.token}}")
        let command = command(step("DELETE", "/books/17", headers: [header]))
        #expect(
            command.text == """
                curl -sS -i --path-as-is -g -X DELETE -H 'Authorization: Bearer '"$ALICE_TOKEN" \
                --url http://127.0.0.1:8080/books/17
                """
        )
        #expect(command.variables.map(\.name) == ["ALICE_TOKEN"])
    }

    @Test func onlyIdentitiesOfTheScanBecomeVariables() {
        let step = step("GET", "/{{aws.secret}}/{{alice.token}}/{{bob.token}}/{{alice.a b}}/{{x")
        #expect(command(step, identities: ["bob"]).variables.map(\.name) == ["ALICE_TOKEN", "BOB_TOKEN"])
        #expect(command(step).text.contains("{{aws.secret}}"))
    }

    @Test func aChangedTokenHasAVariableOfItsOwn() {
        let command = command(Sample.steps[1])
        #expect(command.variables.map(\.name) == ["ALICE_TOKEN_CHANGED"])
        #expect(command.variables.map(\.meaning) == ["the token of alice, with one byte of its signature changed"])
        #expect(command.text.hasPrefix("for i in $(seq 3); do curl "))
    }

    @Test(arguments: [
        ("HEAD", "--head"), ("TRACE", "-X TRACE"), ("GE T;x", "-X 'GE T;x'"), ("", "-X ''"),
    ])
    func methodsAreNamedAsTheyAre(_ method: String, _ argument: String) {
        #expect(command(step(method)).text.contains(" \(argument) --url"))
    }

    @Test func headersThatCurlMakesOrTakesForFilesAreLeftOut() {
        let headers = ["Content-Length", "Connection", "@/etc/passwd", "a b"].map {
            RecordedHeader(name: $0, value: "1")
        }
        #expect(command(step(headers: headers)).text == command(step()).text)
    }

    @Test func bodiesThatAreNotTextGoThroughBase64() {
        var step = step("PUT")
        step.request.bodyBase64 = "/w=="
        #expect(command(step).text.hasPrefix("printf %s /w== | base64 -d | curl "))
        #expect(command(self.step("PUT", body: "a\0b")).text.hasPrefix("printf %s YQBi | base64 -d | curl "))
    }

    /// Whatever a request holds, the shell hands it to curl as it is, and does nothing else.
    @Test(arguments: [
        "'; touch /tmp/x; '", "$(id)", "`id`", "\"$HOME\"", "\\", "'", "''", "@/etc/passwd", "-o/tmp/x", "a\nb\r\tc",
        "\u{1B}[31m7", "ü\u{202E}x", "!!", "*?[a]{b,c}~", "{{root.token}}", "{{alice.token", "a & b | c > d", " ",
        "%41",
        "\u{1}1",
    ])
    func theShellPassesEveryTextOnUnchanged(_ text: String) async throws {
        let header = RecordedHeader(name: "X-Test", value: "v\(text)")
        let command = command(step("POST", "/\(text)", headers: [header], body: text))
        let arguments = try ShellArguments.of(command.text)
        #expect(arguments.contains("X-Test: v\(text)"))
        #expect(arguments.last == "http://127.0.0.1:8080/\(text)")
        let body = try #require(arguments.firstIndex(of: "--data-raw"))
        #expect(arguments[body + 1] == text)
    }
}

/// Lets bash take a command line apart, with a function in place of curl.
enum ShellArguments {
    static func of(_ command: String) throws -> [String] {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["--norc", "-c", "curl() { printf '%s\\0' \"$@\"; }\n" + command]
        process.environment = ["LC_ALL": "C.UTF-8"]
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return data.split(separator: 0, omittingEmptySubsequences: false).dropLast()
            .map { String(decoding: $0, as: UTF8.self) }
    }
}
