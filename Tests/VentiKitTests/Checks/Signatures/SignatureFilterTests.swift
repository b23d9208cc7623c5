//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct SignatureFilterTests {
    private let library = SignatureLibrary.default

    @Test(arguments: 0..<8) func theQuickWayFindsWhatTheSlowOneFinds(seed: Int) {
        var bodies = HostileBodies(seed: UInt64(seed))
        var found = 0
        for _ in 0..<400 {
            let body = bodies.next()
            for name in library.names {
                let expected = library.matchWithoutFilter(name, in: body)
                let match = library.match(name, in: body)
                guard match == expected else {
                    Issue.record("\(name): \(String(decoding: body, as: UTF8.self).debugDescription)")
                    return
                }
                if expected != nil { found += 1 }
            }
        }
        // Else the bodies would prove nothing.
        #expect(found > 100)
    }

    @Test func aPhraseIsFoundInEveryDisguise() {
        var bodies = HostileBodies(seed: 99)
        for phrase in HostileBodies.phrases {
            for _ in 0..<8 {
                let body = bodies.disguised(phrase)
                for name in library.names {
                    #expect(library.match(name, in: body) == library.matchWithoutFilter(name, in: body))
                }
            }
        }
    }

    private static let signatures: [any Signature] =
        [PhraseSignature(SQLErrorPhrases.all), StackTraceSignature(), StackTraceSignature.serialized]
        + DebugData.signatures

    @Test func everyPhraseHasAnAnchor() {
        #expect(PhraseSignature(SQLErrorPhrases.all).anchors.count == SQLErrorPhrases.all.count)
        for anchor in Self.signatures.flatMap(\.anchors) {
            #expect(anchor.bytes.count >= 4 || anchor.bytes.elementsEqual(" $s".utf8))
        }
    }

    @Test func anchorsHoldNothingThatIsWrittenAsAnEscape() {
        for anchor in Self.signatures.flatMap(\.anchors) {
            // The last byte of `internal/` is there in both spellings.
            for byte in anchor.bytes.dropLast() {
                #expect(!"\"'/\\\n\t".utf8.contains(byte), "\(String(decoding: anchor.bytes, as: UTF8.self))")
            }
        }
    }

    @Test func anOrdinaryBodyHoldsNoAnchor() {
        let body = #"""
            [{"id":1,"name":"Ada \"Byron\"","path":"\/a","createdAt":"2025-03-04T10:12:45Z","note":"a & b\n", "c": [1]},
            {"components":{"status":"up"},"details":[],"near":"http://x.example:8080/a?b=1&c=2","type":"error","token":null}]
            """#
        let filter = AnchorFilter(
            (Self.signatures.flatMap(\.anchors) + Anchor.escapes).map { (anchor: $0, kinds: .signature(0)) }
        )
        #expect(filter.kinds(in: Array(body.utf8).span, among: .signature(0)).isEmpty)
    }
}
