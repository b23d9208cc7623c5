//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension HostileMode {
    /// Bodies that are not what their media type says, or more than it.
    static let content: [HostileMode] = [
        HostileMode(
            "body-not-utf-8",
            "sends JSON that is not UTF-8",
            "answered-unreadable",
            steps: [Answer.whole([0x7b, 0x22, 0xff, 0xfe, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d])]
        ),
        HostileMode(
            "json-deep",
            "sends JSON that is 100,000 levels deep",
            "answered-unreadable",
            steps: [
                Answer.whole(String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000))
            ]
        ),
        HostileMode(
            "json-deep-objects",
            "sends JSON objects that are 100,000 levels deep and never end",
            "answered-unreadable",
            steps: [Answer.whole(String(repeating: "{\"a\":", count: 100_000))]
        ),
        HostileMode(
            "json-many-values",
            "sends JSON with 400,000 values",
            "answered-unreadable",
            steps: [Answer.whole("[" + String(repeating: "0,", count: 400_000) + "0]")]
        ),
        HostileMode(
            "json-duplicate-keys",
            "sends a JSON object that names a member twice",
            "answered",
            steps: [Answer.whole("{\"role\": \"user\", \"role\": \"admin\"}")]
        ),
        HostileMode(
            "json-huge-exponent",
            "sends the JSON numbers 1e999999 and -1e-999999",
            "answered",
            steps: [Answer.whole("{\"a\": 1e999999, \"b\": -1e-999999}")]
        ),
        HostileMode(
            "json-long-number",
            "sends a JSON number of 10,000 digits",
            "answered-unreadable",
            steps: [Answer.whole("{\"a\": 1" + String(repeating: "0", count: 9_999) + "}")]
        ),
        HostileMode(
            "json-in-name-only",
            "says JSON and sends a page",
            "answered-unreadable",
            steps: [Answer.whole("<!doctype html><p>hello")]
        ),
    ]
}
