//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit

/// The exact form of what others write and read.
struct WireFormTests {
    private func form(_ value: some Encodable) throws -> TestJSON { try .encoding(value) }

    @Test(arguments: [
        (ProofAssertion.status(step: "a", isIn: [200]), #"{"assert":"status","step":"a","isIn":[200]}"#),
        (.bodyContains(step: "a", text: "t"), #"{"assert":"bodyContains","step":"a","text":"t"}"#),
        (
            .headerEquals(step: "a", name: "n", value: "v"),
            #"{"assert":"headerEquals","step":"a","name":"n","value":"v"}"#
        ),
        (
            .equivalent(step: "a", other: "b", ignoring: ResponseMask()),
            """
            {"assert":"equivalent","step":"a","other":"b",
             "ignoring":{"volatilePointers":[],"echoedTexts":[],"comparesShapeOnly":false}}
            """
        ),
        (.tokenShows(step: "a", observation: "no-exp"), #"{"assert":"tokenShows","step":"a","text":"no-exp"}"#),
        (
            .slower(step: "a", than: "b", byMilliseconds: 5),
            #"{"assert":"slower","step":"a","other":"b","byMilliseconds":5}"#
        ),
    ])
    func assertionsAreFlatAndTagged(_ assertion: ProofAssertion, _ text: String) throws {
        #expect(try form(assertion) == .parse(text))
    }

    @Test(arguments: [
        (TokenMutation.algorithmNone(spelling: "nOnE"), #"{"mutation":"algorithmNone","spelling":"nOnE"}"#),
        (.signedWithGuessedSecret("x"), #"{"mutation":"signedWithGuessedSecret","guessedSecret":"x"}"#),
        (.removed, #"{"mutation":"removed"}"#),
        (.forged(TokenForgery(.absent)), #"{"mutation":"forged","signature":"absent"}"#),
        (
            .forged(TokenForgery(.secretBytes([255]), keyID: "k", claims: [.expired])),
            #"{"mutation":"forged","signature":"secretBytes","secretBase64":"/w==","keyID":"k","claims":["expired"]}"#
        ),
        (
            .forged(TokenForgery(.secret("s"), publishedKey: .init(step: "keys", form: "JWK", mark: "n"))),
            #"""
            {"mutation":"forged","signature":"secret","secret":"s",
            "publishedKey":{"step":"keys","index":0,"form":"JWK","mark":"n"}}
            """#
        ),
    ])
    func mutationsAreFlatAndTagged(_ mutation: TokenMutation, _ text: String) throws {
        #expect(try form(mutation) == .parse(text))
    }

    @Test func partsOfALoginAreTagged() throws {
        #expect(
            try form(LoginRecipe.Extraction.jsonPointer("/a")) == .parse(#"{"from":"jsonPointer","pointer":"/a"}"#)
        )
        #expect(try form(LoginRecipe.Extraction.header("X")) == .parse(#"{"from":"header","name":"X"}"#))
        #expect(
            try form(LoginRecipe.TokenUse.header(name: "A", template: "T {{token}}"))
                == .parse(#"{"in":"header","name":"A","template":"T {{token}}"}"#)
        )
        #expect(try form(LoginRecipe.TokenUse.query("k")) == .parse(#"{"in":"query","name":"k"}"#))
    }

    @Test func aFindingNamesItsFingerprintButDoesNotTrustIt() throws {
        let line = try ScanEvent.finding(Sample.finding).ndjsonLine()
        let fingerprint = Sample.finding.fingerprint
        let json = try TestJSON.parse(line)
        #expect(json.at("finding.fingerprint")?.string == fingerprint.rawValue)
        #expect(json.at("finding.shortID")?.string == fingerprint.shortForm)
        let forged = line.replacing(fingerprint.rawValue, with: "venti/v1:0")
        #expect(forged != line)
        #expect(try ScanEvent(ndjsonLine: forged) == .finding(Sample.finding))
    }

    @Test func anEventIsOneLineWhateverItHolds() throws {
        let event = ScanEvent.diagnostic(ScanDiagnostic(.note, "a\nb\r\u{2028}c"))
        let line = try event.ndjsonLine()
        #expect(line.hasSuffix("}\n"))
        #expect(!line.dropLast().utf8.contains(UInt8(ascii: "\n")))
        #expect(try TestJSON.parse(line).at("type") == .string("diagnostic"))
        #expect(try TestJSON.parse(line).at("version") == .number(1))
        #expect(try ScanEvent(ndjsonLine: line) == event)
    }

    @Test func anEventOfAnUnknownTypeIsADiagnostic() throws {
        let event = try ScanEvent(ndjsonLine: #"{"type":"weather","version":1,"weather":{}}"#)
        #expect(event == .diagnostic(ScanDiagnostic(.note, "An event of the unknown type \"weather\" was left out.")))
    }

    @Test(arguments: [
        ("", "The event cannot be read: "), ("null", "The event cannot be read: "),
        ("[]", "The event cannot be read: "),
        ("{", "The event cannot be read: "),
        (#"{"type":"phase"}"#, "The event cannot be read: version is missing."),
        (#"{"type":"phase","version":2}"#, "The event cannot be read: version: this VentiKit reads version 1, not 2."),
        (#"{"version":1}"#, "The event cannot be read: type is missing."),
        (#"{"type":"phase","version":1}"#, "The event cannot be read: phase is missing."),
        (
            #"{"type":"phase","version":1,"phase":{"name":"rest","detail":""}}"#,
            "The event cannot be read: phase.name: "
        ),
        (
            #"{"type":"finding","version":1,"finding":{"checkID":7}}"#,
            "The event cannot be read: finding.checkID is not of type string."
        ),
    ])
    func aLineThatIsNoEventGivesOneLine(_ line: String, _ message: String) {
        let error = #expect(throws: ScanError.self) { try ScanEvent(ndjsonLine: line) }
        #expect(error?.code == .invalidEncoding)
        #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
        #expect(error?.message.contains { $0.isNewline } == false)
    }

    @Test func wrongTagsAreNamed() {
        let line = """
            {"type":"finding","version":1,"finding":{"checkID":"a","title":"b","summary":"c","severity":"low",\
            "location":{},"proof":{"steps":[],"assertions":[{"assert":"feels","step":"a"}]}}}
            """
        let error = #expect(throws: ScanError.self) { try ScanEvent(ndjsonLine: line) }
        #expect(
            error?.message
                == "The event cannot be read: finding.proof.assertions[0].assert: \"feels\" is not known."
        )
    }

    @Test func aLineIsReadUpToItsBound() throws {
        let line = try ScanEvent.phase(ScanPhase(.plan)).ndjsonLine()
        #expect(throws: Never.self) { try ScanEvent(ndjsonLine: line, maximumBytes: line.utf8.count) }
        let error = #expect(throws: ScanError.self) {
            try ScanEvent(ndjsonLine: line, maximumBytes: line.utf8.count - 1)
        }
        #expect(error?.message == "A line of events is longer than \(line.utf8.count - 1) bytes.")
    }

    @Test func nestingWithoutEndIsAnErrorNotACrash() {
        let deep = String(repeating: "[", count: 200_000)
        #expect(throws: ScanError.self) {
            try ScanEvent(ndjsonLine: #"{"type":"finding","version":1,"finding":\#(deep)"#)
        }
    }
}
