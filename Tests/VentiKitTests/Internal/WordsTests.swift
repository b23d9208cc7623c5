//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct WordsTests {
    @Test(arguments: [
        ("resetPassword", ["reset", "password"]), ("reset_password", ["reset", "password"]),
        ("Reset the password.", ["reset", "the", "password"]), ("user2Id", ["user2", "id"]), ("", []), ("--", []),
        ("über-Größe", ["über", "größe"]), ("HTTPServer", ["httpserver"]),
    ])
    func namesAreSplit(text: String, words: [String]) { #expect(Words.split(text) == words) }

    @Test(arguments: [
        ("orders", "order"), ("categories", "category"), ("boxes", "box"), ("batches", "batch"),
        ("addresses", "address"),
        ("statuses", "status"), ("status", "status"), ("class", "class"), ("classes", "class"), ("cases", "case"),
        ("courses", "course"), ("houses", "house"), ("purchases", "purchase"), ("licenses", "license"),
        ("databases", "database"),
        ("dishes", "dish"), ("bus", "bus"), ("ids", "ids"), ("order", "order"),
    ])
    func pluralsBecomeSingular(plural: String, singular: String) { #expect(Words.singular(plural) == singular) }
}
