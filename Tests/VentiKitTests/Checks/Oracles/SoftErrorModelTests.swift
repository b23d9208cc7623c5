//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct SoftErrorModelTests {
    @Test(arguments: [301, 400, 404, 500])
    func whatIsNoSuccessByStatusIsAFailure(status: Int) {
        #expect(SoftErrorModel().isFailure(.json(#"{"id":1}"#, status: status)))
    }

    @Test func withoutLearningASuccessByStatusIsOne() {
        #expect(!SoftErrorModel().isFailure(.json(#"{"status":"fail"}"#)))
        #expect(!SoftErrorModel().isFailure(.text("no")))
    }

    @Test func aMarkerOfFailuresGivesThemAway() {
        var model = SoftErrorModel()
        model.learnFailure(.json(#"{"status":"fail","message":"No such book."}"#))
        model.learnSuccess(.json(#"{"status":"success","title":"The Tide"}"#))
        #expect(model.isFailure(.json(#"{"status":"fail","reason":"taken","field":"slug"}"#)))
        #expect(!model.isFailure(.json(#"{"status":"success","title":"North"}"#)))
    }

    @Test func aMarkerThatSuccessesShareDoesNotCount() {
        var model = SoftErrorModel()
        model.learnFailure(.json(#"{"code":0,"error":"gone"}"#))
        model.learnSuccess(.json(#"{"code":0,"title":"The Tide"}"#))
        #expect(!model.isFailure(.json(#"{"code":0,"pages":3}"#)))
        #expect(model.isFailure(.json(#"{"code":1,"error":"gone"}"#)))
    }

    @Test func aShapeThatOnlyFailuresHaveGivesThemAway() {
        var model = SoftErrorModel()
        model.learnFailure(.json(#"{"fault":{"text":"no such thing"}}"#))
        model.learnSuccess(.json(#"{"title":"The Tide"}"#))
        #expect(model.isFailure(.json(#"{"fault":{"text":"another one"}}"#)))
        #expect(!model.isFailure(.json(#"{"title":"North"}"#)))
    }

    @Test func aShapeThatSuccessesShareDoesNotCount() {
        var model = SoftErrorModel()
        model.learnFailure(.json(#"{"text":"no such thing"}"#))
        model.learnSuccess(.json(#"{"text":"The Tide"}"#))
        #expect(!model.isFailure(.json(#"{"text":"North"}"#)))
    }

    @Test func theOrderOfLearningDoesNotMatter() {
        var model = SoftErrorModel()
        model.learnSuccess(.json(#"{"status":"ok","title":"The Tide"}"#))
        model.learnFailure(.json(#"{"status":"ok","fault":"x"}"#))
        #expect(!model.isFailure(.json(#"{"status":"ok","pages":1}"#)))
    }

    @Test func whatIsNoObjectTeachesNothing() {
        var model = SoftErrorModel()
        model.learnFailure(.text("nope"))
        model.learnFailure(.json("false"))
        #expect(!model.isFailure(.text("nope")))
        #expect(!model.isFailure(.json("false")))
    }
}
