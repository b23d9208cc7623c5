//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import VentiKit

/// Findings as `.http` files, HTTP Archives and Swift tests.
struct FindingExportTests {
    private static let target = "http://127.0.0.1:8080/"

    /// A flaw whose proof makes an object, takes its id and has credentials.
    static let finding = Finding(
        checkID: "venti.bola.read",
        title: "Objects of others can be read",
        summary: "bob reads an object that alice made, by its id.",
        severity: .high,
        location: FindingLocation(method: "GET", path: "/notes/{noteId}"),
        evidenceClass: "marker",
        proof: Proof(
            freshValues: [FreshValue("marker")],
            steps: [
                ProofStep(
                    label: "create note",
                    identity: "alice",
                    captures: [ProofCapture("id", from: .body(pointer: "/note/id"))],
                    request: RecordedRequest(
                        method: "POST",
                        target: "/notes",
                        headers: [
                            RecordedHeader(name: "Content-Type", value: "application/json"),
                            RecordedHeader(name: "Authorization", value: "Bearer {{alice.token}}"),
                        ],
                        body: #"{"text":"{{$marker}}"}"#
                    ),
                    response: RecordedResponse(status: 201, bodyExcerpt: #"{"note":{"id":17}}"#, bodyBytes: 18)
                ),
                ProofStep(
                    label: "other reads",
                    identity: "bob",
                    request: RecordedRequest(
                        method: "GET",
                        target: "/notes/{{$id}}?full=1",
                        headers: [RecordedHeader(name: "X-Api-Key", value: "{{bob.token}}")]
                    ),
                    response: RecordedResponse(status: 200, bodyExcerpt: "vk", bodyBytes: 4_096)
                ),
            ],
            assertions: [.bodyContains(step: "other reads", text: "{{$marker}}")]
        ),
        remediation: "Compare the owner with the caller."
    )

    @Test func anHTTPFileHasItsRequestsAndItsVariables() throws {
        let text = try HTTPFileExport().text(for: Self.finding, target: Self.target)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(lines.contains("@baseUrl = http://127.0.0.1:8080"))
        #expect(lines.contains("@alice_token =") && lines.contains("@bob_token ="))
        #expect(lines.contains { $0.hasPrefix("@marker = vk") })
        #expect(lines.contains("### 1. create note as alice"))
        #expect(lines.contains("# @name step1"))
        #expect(lines.contains("POST {{baseUrl}}/notes HTTP/1.1"))
        #expect(lines.contains("Authorization: Bearer {{alice_token}}"))
        #expect(lines.contains(#"{"text":"{{marker}}"}"#))
        #expect(lines.contains("GET {{baseUrl}}/notes/{{step1.response.body.$.note.id}}?full=1 HTTP/1.1"))
        #expect(lines.contains("X-Api-Key: {{bob_token}}"))
    }

    @Test func anArchiveHasWhatItsSpecificationRequires() throws {
        let text = try HARExport(startedAt: "2026-01-02T03:04:05Z").text(for: Self.finding, target: Self.target)
        let json = try #require(JSONValue(parsingJSON: Array(text.utf8)))
        #expect(json[pointer: "/log/version"]?.stringValue == "1.2")
        #expect(json[pointer: "/log/creator/name"]?.stringValue == "VentiKit")
        let entry = "/log/entries/1"
        for member in [
            "startedDateTime", "time", "cache", "request/method", "request/httpVersion", "request/headersSize",
        ] {
            #expect(json[pointer: "\(entry)/\(member)"] != nil, "\(member)")
        }
        for member in [
            "status", "statusText", "httpVersion", "cookies", "headers", "content/size", "redirectURL", "bodySize",
        ] {
            #expect(json[pointer: "\(entry)/response/\(member)"] != nil, "\(member)")
        }
        for member in ["send", "wait", "receive"] { #expect(json[pointer: "\(entry)/timings/\(member)"] != nil) }
        #expect(json[pointer: "\(entry)/request/url"]?.stringValue == "http://127.0.0.1:8080/notes/{{$id}}?full=1")
        #expect(json[pointer: "\(entry)/request/queryString/0/name"]?.stringValue == "full")
        #expect(json[pointer: "/log/entries/0/request/postData/mimeType"]?.stringValue == "application/json")
        #expect(json[pointer: "\(entry)/response/content/comment"]?.stringValue == "an excerpt, redacted")
    }

    /// The file is part of this target, so that what is exported also compiles. `VENTIKIT_RECORD=1` writes it anew.
    @Test func aSwiftTestIsTheOneThatIsCompiledHere() throws {
        let text = try SwiftTestExport().text(for: Self.finding, target: Self.target)
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "ExportedFinding.swift")
        if ProcessInfo.processInfo.environment["VENTIKIT_RECORD"] != nil { try Data(text.utf8).write(to: file) }
        #expect(try String(contentsOf: file, encoding: .utf8) == text)
    }

    @Test func aFlawOfTheDocumentCannotBeSent() {
        let finding = Finding(checkID: "venti.lint.x", title: "X", summary: "X", severity: .low, location: .host)
        let exports: [any FindingExport] = [.curl, .http, .har, .swiftTest]
        for export in exports {
            #expect(throws: ScanError.self) { try export.text(for: finding, target: Self.target) }
        }
    }
}
