//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct StableBaselineTests {
    private func baseline(_ bodies: String...) -> StableBaseline {
        StableBaseline(first: .json(bodies[0]), others: bodies.dropFirst().map { .json($0) })
    }

    @Test func equalAnswersAreStableAndHideNothing() {
        let baseline = baseline(#"{"id":1}"#, #"{"id":1}"#, #"{"id":1}"#)
        #expect(baseline.isStable)
        #expect(baseline.mask == ResponseMask())
    }

    @Test func aValueThatChangesIsVolatileAndTheRestIsNot() {
        let baseline = baseline(
            #"{"id":1,"at":10,"meta":{"nonce":"a"}}"#,
            #"{"id":1,"at":11,"meta":{"nonce":"a"}}"#,
            #"{"id":1,"at":12,"meta":{"nonce":"b"}}"#
        )
        #expect(baseline.isStable)
        #expect(baseline.mask.volatilePointers == ["/at", "/meta/nonce"])
        let later = ProbeResponse.json(#"{"id":1,"at":99,"meta":{"nonce":"z"}}"#)
        #expect(later.isEquivalent(to: baseline.response, mask: baseline.mask))
        let other = ProbeResponse.json(#"{"id":2,"at":99,"meta":{"nonce":"z"}}"#)
        #expect(!other.isEquivalent(to: baseline.response, mask: baseline.mask))
    }

    @Test func whatIsVolatileInOneElementIsVolatileInAll() {
        let baseline = baseline(
            #"[{"id":1,"seen":5},{"id":2,"seen":7}]"#,
            #"[{"id":1,"seen":6},{"id":2,"seen":7}]"#
        )
        #expect(baseline.mask.volatilePointers == ["/*/seen"])
        let later = ProbeResponse.json(#"[{"id":1,"seen":1},{"id":2,"seen":8}]"#)
        #expect(later.isEquivalent(to: baseline.response, mask: baseline.mask))
    }

    @Test func aMemberThatComesAndGoesIsVolatile() {
        let baseline = baseline(#"{"id":1,"hint":"x"}"#, #"{"id":1}"#, #"{"id":1,"hint":"x"}"#)
        #expect(baseline.isStable)
        #expect(baseline.mask.volatilePointers == ["/hint"])
    }

    @Test func aMemberThatComesLaterIsVolatile() {
        let baseline = baseline(#"{"id":1}"#, #"{"id":1,"hint":"x"}"#, #"{"id":1}"#)
        #expect(baseline.isStable)
        #expect(baseline.mask.volatilePointers == ["/hint"])
    }

    @Test func aMemberWithADigitInItsNameCanComeAndGoToo() {
        let baseline = baseline(#"{"id":1,"line2":"x"}"#, #"{"id":1}"#)
        #expect(baseline.isStable)
        #expect(baseline.mask.volatilePointers == ["/line2"])
    }

    @Test func aListThatGrowsIsUnstable() {
        #expect(!baseline(#"[{"id":1}]"#, #"[{"id":1},{"id":2}]"#).isStable)
        #expect(!baseline(#"[{"id":1},{"id":2}]"#, #"[{"id":1}]"#).isStable)
    }

    @Test func statusMediaTypeAndRedirectCount() {
        let first = ProbeResponse.json(#"{"id":1}"#)
        #expect(!StableBaseline(first: first, others: [.json(#"{"id":1}"#, status: 503)]).isStable)
        let retyped = ProbeResponse.text(#"{"id":1}"#)
        #expect(!StableBaseline(first: first, others: [retyped]).isStable)
        let redirect = ProbeResponse(status: 302, headers: ["Location": "/a"])
        let elsewhere = ProbeResponse(status: 302, headers: ["Location": "/b"])
        #expect(!StableBaseline(first: redirect, others: [elsewhere]).isStable)
        #expect(StableBaseline(first: redirect, others: [redirect]).isStable)
    }

    @Test func textIsStableOnlyWhereItIsTheSame() {
        let first = ProbeResponse.text("12 books")
        #expect(StableBaseline(first: first, others: [first, first]).isStable)
        let baseline = StableBaseline(first: first, others: [.text("13 books")])
        #expect(!baseline.isStable)
        #expect(baseline.mask.volatilePointers.isEmpty)
    }

    @Test func theLastAnswerStandsForTheBaseline() {
        #expect(baseline(#"{"at":1}"#, #"{"at":2}"#).response == .json(#"{"at":2}"#))
    }

    @Test func theMaskTakesEchoesWithoutLosingWhatIsVolatile() {
        let mask = baseline(#"{"at":1}"#, #"{"at":2}"#).mask(echoing: ["x"])
        #expect(mask == ResponseMask(volatilePointers: ["/at"], echoedTexts: ["x"]))
    }
}
