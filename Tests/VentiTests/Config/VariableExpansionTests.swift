//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import venti

struct VariableExpansionTests {
    private let surroundings = Surroundings(environment: ["A": "1", "EMPTY": ""], directory: "/")

    @Test(arguments: [
        ("plain", "plain"), ("${A}", "1"), ("x${A}y${A}", "x1y1"), ("${B:-two}", "two"), ("${A:-two}", "1"),
        ("${EMPTY:-e}", "e"), ("${B:-}", ""), ("${B:-http://h:1}", "http://h:1"), ("$A", "$A"), ("a$", "a$"),
        ("$${A}", "${A}"), ("pa$$word", "pa$$word"),
    ])
    func `Variables and defaults are put in`(_ text: String, _ expected: String) throws {
        #expect(try VariableExpansion.expand(text, in: surroundings) == expected)
    }

    @Test(arguments: [
        ("${B}", "B is not set"), ("${A", "closing brace"), ("${}", "does not name"), ("${1}", "does not name"),
    ])
    func `A reference that leads nowhere is an error`(_ text: String, _ words: String) throws {
        let problem = try #require(throws: VariableExpansion.Problem.self) {
            try VariableExpansion.expand(text, in: surroundings)
        }
        #expect(problem.reason.contains(words))
    }
}
