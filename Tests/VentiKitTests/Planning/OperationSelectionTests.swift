//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct OperationSelectionTests {
    private var operation: APIOperation {
        var operation = APIOperation("GET /users/{id}/orders", operationID: "listOrders")
        operation.tags = ["billing", "Orders"]
        return operation
    }

    @Test(arguments: [
        "GET /users*", "get /users*", "/users/*", "/users/{id}/orders", "* /users*", "tag:billing", "tag:Ord*",
        "id:listOrders",
        "id:list*", "*", "G* *orders",
    ])
    func aPatternThatFitsIncludesAndExcludes(pattern: String) {
        #expect(OperationSelection(included: [pattern], excluded: []).contains(operation))
        #expect(!OperationSelection(included: [], excluded: [pattern]).contains(operation))
    }

    @Test(arguments: ["POST /users*", "/user", "/users", "users/*", "tag:bill", "tag:orders", "id:List*", "", "GET"])
    func aPatternThatDoesNotFitDoesNeither(pattern: String) {
        #expect(!OperationSelection(included: [pattern], excluded: []).contains(operation))
        #expect(OperationSelection(included: [], excluded: [pattern]).contains(operation))
    }

    @Test func anExclusionOutranksAnInclusion() {
        #expect(!OperationSelection(included: ["/users/*"], excluded: ["GET *"]).contains(operation))
    }

    @Test func withoutPatternsEverythingIsIn() {
        #expect(OperationSelection(included: [], excluded: []).contains(operation))
    }
}

struct GlobTests {
    @Test(arguments: [
        ("", ""), ("*", ""), ("*", "abc"), ("a*c", "abc"), ("a*c", "ac"), ("*b*", "abc"), ("a**c", "abbc"),
        ("*.x", "a.x.x"),
        ("é*", "éa"),
    ])
    func aPatternThatFitsMatches(pattern: String, text: String) { #expect(Glob.matches(pattern, text)) }

    @Test(arguments: [
        ("", "a"), ("a", ""), ("a*c", "abd"), ("*b", "abc"), ("a?c", "abc"), ("A", "a"), ("a*b*c", "acb"),
    ])
    func anotherDoesNot(pattern: String, text: String) { #expect(!Glob.matches(pattern, text)) }

    /// With backtracking over every star this would never end.
    @Test func aHostilePatternEnds() {
        let pattern = String(repeating: "a*", count: 500) + "b"
        #expect(!Glob.matches(pattern, String(repeating: "a", count: 20_000)))
        #expect(Glob.matches(pattern, String(repeating: "a", count: 20_000) + "b"))
    }
}
