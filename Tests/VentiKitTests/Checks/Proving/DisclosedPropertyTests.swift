//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct DisclosedPropertyTests {
    @Test(arguments: ["hunter2", "5f4dcc3b5aa765d61d8327deb882cf99", "pw", "$2b$12$abc", "a*c"])
    func aTextInTheClearIsDisclosed(value: String) {
        #expect(DisclosedProperty.isInTheClear(.string(value)))
    }

    @Test(arguments: [
        "", " ", "x", "****", "••••••", "xxxxxxxx", "<redacted>", "[hidden]", "ab******", "null", "NULL", "Redacted",
        "string", "n/a", "filtered", "1111",
    ])
    func aTextThatIsEmptyMaskedOrAPlaceholderIsNot(value: String) {
        #expect(!DisclosedProperty.isInTheClear(.string(value)))
    }

    @Test func numbersAreDisclosedAndOtherValuesAreNot() {
        #expect(DisclosedProperty.isInTheClear(.integer(4711)))
        #expect(DisclosedProperty.isInTheClear(.number(1.5)))
        #expect(!DisclosedProperty.isInTheClear(.null))
        #expect(!DisclosedProperty.isInTheClear(.bool(true)))
        #expect(!DisclosedProperty.isInTheClear(.array([.string("hunter2")])))
    }

    @Test func thePropertyCountsAtAnyDepthAndByItsWholeName() {
        let response = ProbeResponse.json(#"{"a":[{"password":"****"},{"password":"hunter2"}],"passwordHint":"dog"}"#)
        #expect(DisclosedProperty.isDisclosed("password", in: response))
        #expect(!DisclosedProperty.isDisclosed("Password", in: response))
        #expect(!DisclosedProperty.isDisclosed("pass", in: response))
        #expect(!DisclosedProperty.isDisclosed("password", in: .text(#"password "hunter2""#)))
    }

    @Test func aNameWithASlashOrTildeIsFound() {
        #expect(DisclosedProperty.isDisclosed("a/b~c", in: .json(#"{"a/b~c":"hunter2"}"#)))
    }
}
