//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

/// The short way through the scope admits nothing that the long way refuses, and the ordinary paths that it admits.
struct PlainPathTests {
    private static let pieces = [
        "/", "/", "/", "//", "v1", "v2", "users", "Users", ".", "..", "...", "a.b", "%2e", "%", "\\", ";", "?", "#",
        "é", "~",
        "1", "admin", "ADMIN", " ", "\u{7f}", "*", "e\u{301}",
    ]
    private static let bases = ["", "/v1", "/v1/users", "/v1/", "é", "/é", "/.", "/v1//users", "v1"]
    private static let globs: [[PathGlob]] = [[], ["/users/**"], ["/*"], ["/**/admin", "/users"], ["**"], [""]]

    @Test(arguments: 0..<20)
    func agreesWithTheWholeReading(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var scope = ScanScope(target: try TargetURL("http://api.example"))
        var plain = 0
        for _ in 0..<1000 {
            scope.basePath = Self.bases.randomElement(using: &random) ?? ""
            scope.includedPaths = Self.globs.randomElement(using: &random) ?? []
            scope.excludedPaths = Bool.random(using: &random) ? [] : ["/admin", "/users/?"]
            var target = Bool.random(using: &random) ? scope.basePath + "/" : "/"
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                target += Self.pieces.randomElement(using: &random) ?? ""
            }
            if scope.admitsPlainly(target: target) {
                plain += 1
                #expect(scope.admits(path: target) == nil, "\(target) below \(scope.basePath)")
            }
        }
        #expect(plain > 20)
    }

    @Test(arguments: ["/v1", "/v1/", "/v1/users", "/v1/users/1.json", "/v1/a/b?q=/../%2e;", "/v1/~me/...x"])
    func needsNoWholeReadingForOrdinaryPaths(target: String) throws {
        #expect(ScanScope(target: try TargetURL("http://api.example/v1")).admitsPlainly(target: target))
    }

    @Test(arguments: [
        "", "/", "/v", "/v1x", "/v1/..", "/v1/.", "/v1/./a", "/v1//a", "/v1/%61", "/v1/a;b", "/v1/\\", "/v1/é", "v1",
        "?/v1", "/v1/...", "/v1/../v1/a",
    ])
    func leavesEverythingElseToTheWholeReading(target: String) throws {
        #expect(!ScanScope(target: try TargetURL("http://api.example/v1")).admitsPlainly(target: target))
    }

    @Test(arguments: 0..<10)
    func matchesPatternsAsTryingEverythingDoes(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var matched = 0
        for _ in 0..<1000 {
            let pattern = (0..<Int.random(in: 0...7, using: &random)).map { _ in
                ["/", "a", "b", "*", "**", "?", "/**"].randomElement(using: &random) ?? ""
            }
            .joined()
            let path = (0..<Int.random(in: 0...7, using: &random)).map { _ in
                ["/", "a", "b"].randomElement(using: &random) ?? ""
            }
            .joined()
            let expected = CredulousServer.matches(pattern[...], path[...])
            if expected { matched += 1 }
            #expect(PathGlob(pattern).matches(path) == expected, "\(pattern) \(path)")
            #expect(PathGlob(pattern.uppercased()).matches(path, ignoringCase: true) == expected, "\(pattern) \(path)")
        }
        #expect(matched > 50)
    }
}
