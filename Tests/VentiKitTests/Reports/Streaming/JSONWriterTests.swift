//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct JSONWriterTests {
    static let findings = [Sample.finding, Sample.hostFinding, Sample.allAssertions, Sample.allRecipes, odd]

    /// A finding with every sign that JSON writes in a way of its own.
    static var odd: Finding {
        var finding = Sample.finding
        finding.summary = String(String.UnicodeScalarView((0...0x2FF).compactMap(Unicode.Scalar.init)))
        finding.title = "\u{2028}\u{2029}\u{7F}\u{FEFF}/\\\"😀\u{1F468}\u{200D}\u{1F469}\u{FFFF}"
        finding.affectedOperations = ["", "\r\n"]
        return finding
    }

    @Test(arguments: findings)
    func `A finding has the bytes that its Codable gives`(_ finding: Finding) throws {
        var writer = JSONWriter()
        try writer.finding(finding)
        #expect(
            String(decoding: writer.buffer.bytes, as: UTF8.self)
                == String(decoding: try JSONCoding.encode(finding), as: UTF8.self)
        )
        var pretty = JSONWriter(isPretty: true)
        try pretty.finding(finding)
        let expected = String(decoding: try JSONCoding.encode(finding, isPretty: true), as: UTF8.self)
        #expect(String(decoding: pretty.buffer.bytes, as: UTF8.self) == expected)
    }

    @Test(arguments: [Sample.report, Sample.cleanReport, Sample.triagedReport])
    func `A report has the bytes that its Codable gives`(_ report: ScanReport) throws {
        var report = report
        if !report.findings.isEmpty { report.findings += Self.findings }
        let expected = String(decoding: try JSONCoding.encode(report, isPretty: true), as: UTF8.self) + "\n"
        #expect(try JSONReport().text(for: report) == expected)
        let last = try #require(NDJSONReport().text(for: report).split(separator: "\n").last)
        #expect(try String(last) + "\n" == ScanEvent.finished(report).ndjsonLine())
    }

    @Test func `A result of SARIF has the bytes that its Codable gives`() throws {
        var results = SARIF.ResultWriter(
            documentName: "openapi.yaml",
            basePath: "/api",
            artifacts: SARIF.ArtifactURI(),
            ruleIndices: Dictionary(Self.findings.map { ($0.checkID, 3) }) { first, _ in first },
            maximumEvidenceBytes: .max
        )
        for finding in Self.findings {
            let next = results.result(for: finding)
            let result = try #require(next)
            var writer = JSONWriter(isPretty: true)
            writer.result(result)
            let expected = String(decoding: try JSONCoding.encode(result, isPretty: true), as: UTF8.self)
            #expect(String(decoding: writer.buffer.bytes, as: UTF8.self) == expected)
        }
    }

    /// Whoever adds a property must write it in `JSONWriter` too, and name it here.
    @Test func `Every property of a finding is one that the writer knows`() {
        let step = Sample.steps[0]
        let known: [(Any, Set<String>)] = [
            (
                Sample.finding,
                [
                    "checkID", "title", "summary", "severity", "confidence", "category", "weaknesses", "location",
                    "evidenceClass", "proof", "remediation", "affectedOperations", "corroboration",
                ]
            ),
            (Sample.finding.location, ["method", "path", "insertionPoint", "source"]),
            (InsertionPoint(.query, "q"), ["location", "name"]),
            (Sample.source, ["file", "line", "column"]),
            (Proof(steps: [], assertions: []), ["freshValues", "steps", "assertions"]),
            (FreshValue("a"), ["name", "kind", "maximumLength"]),
            (
                step,
                [
                    "label", "identity", "tokenMutation", "repetitions", "isParallel", "captures", "role",
                    "request", "response",
                ]
            ),
            (step.request, ["method", "target", "headers", "body", "bodyBase64"]),
            (RecordedResponse(status: 200), ["status", "headers", "bodyExcerpt", "bodyBytes"]),
            (RecordedHeader(name: "a", value: "b"), ["name", "value"]),
            (ProofCapture("a", from: .header(name: "b")), ["name", "source", "isSecret", "fallback"]),
            (Sample.mask, ["volatilePointers", "echoedTexts", "comparesShapeOnly"]),
            (TokenForgery(.kept), ["signature", "keyID", "claims", "subject", "publishedKey"]),
            (Sample.publishedKey, ["step", "index", "form", "mark"]),
        ]
        for (value, names) in known {
            #expect(Set(Mirror(reflecting: value).children.compactMap(\.label)) == names, "\(type(of: value))")
        }
    }

    @Test(arguments: [
        (#"{"a":{"findings":[]},"findings":[]}"#, 1, 33), (#"{"x":"\"findings\":[]","findings" : []}"#, 1, 37),
        (#"{"report":{"findings":[]}}"#, 2, 23),
    ])
    func `The gap for findings is at its depth and nowhere else`(_ text: String, _ depth: Int, _ gap: Int) throws {
        let splice = try JSONSplice(Array(text.utf8), atEmptyArray: "findings", depth: depth)
        #expect(splice.before.count == gap)
        #expect(splice.before.count + splice.after.count == text.utf8.count)
    }

    @Test(arguments: ["{}", #"{"findings":1}"#, #"{"findings":"#, #"{"findings":[1]}"#, "\"findings"])
    func `A text without the gap is refused`(_ text: String) {
        #expect(throws: ScanError.self) { try JSONSplice(Array(text.utf8), atEmptyArray: "findings", depth: 1) }
    }
}

extension Sample {
    /// A finding whose proof has every capture and fresh value.
    static var allRecipes: Finding {
        var finding = finding
        var step = steps[0]
        step.isParallel = true
        step.role = .control
        step.captures = [
            ProofCapture("a", from: .body(pointer: "/id")),
            ProofCapture("b", from: .member(name: "token", besideText: "alice"), isSecret: true),
            ProofCapture("c", from: .header(name: "Location")), ProofCapture("d", from: .location(segmentsFromEnd: 1)),
            ProofCapture("e", from: .cookie(name: "sid"), isSecret: true),
        ]
        finding.proof = Proof(
            freshValues: [FreshValue("name"), FreshValue("mail", .email, maximumLength: 40)],
            steps: [step],
            assertions: [
                .memberEquals(step: "control", pointer: "/a", value: "1"),
                .memberDiffers(step: "control", pointer: "/a", value: "1"),
                .memberBesideEquals(step: "control", name: "n", besideText: "t", value: "v"),
                .memberBesideDiffers(step: "control", name: "n", besideText: "t", value: "v"),
                .memberGrew(step: "control", pointer: "/a", since: "other", by: 0.25),
                .memberFell(step: "control", pointer: "/a", since: "other", by: 12),
                .countAlike(step: "control", other: "other", atLeast: 3),
            ]
        )
        return finding
    }
}
