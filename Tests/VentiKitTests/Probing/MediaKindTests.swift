//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct MediaKindTests {
    @Test(arguments: [
        "application/json", "Application/JSON; charset=utf-8", "application/problem+json", " text / json ",
        "text/json,x",
        "text/html", "TEXT/HTML;x", "application/xhtml+xml", "image/svg+xml", "text/plain", "", ";", " ", "+json",
        "json",
        "application/json\u{85}", "application/\u{212A}+json", "application/j\u{17F}on", "application/jsonx",
    ])
    func agreesWithTheMediaTypeWrittenOut(value: String) {
        let response = ProbeResponse(status: 200, headers: ["Content-Type": value])
        let type = response.mediaType
        let isJSON = type == "application/json" || type.hasSuffix("+json") || type == "text/json"
        let isPage = ["text/html", "application/xhtml+xml", "image/svg+xml"].contains(type)
        let expected: ProbeResponse.MediaKind = type.isEmpty ? .unnamed : isJSON ? .json : isPage ? .page : .other
        #expect(response.mediaKind == expected)
    }

    @Test func isUnnamedWithoutAField() {
        #expect(ProbeResponse(status: 200).mediaKind == .unnamed)
    }
}
