//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Which operations a scan takes: patterns over method and path, tags and ids.
///
/// A pattern is `GET /users*`, `/users/*` for any method, `tag:billing` or `id:createUser`; `*` stands for any text.
package struct OperationSelection: Sendable {
    private let included: [String]
    private let excluded: [String]

    init(included: [String], excluded: [String]) {
        self.included = included
        self.excluded = excluded
    }

    /// The operations that a policy lets a scan call, as far as it names them.
    package init(_ policy: ScanPolicy) {
        self.init(included: policy.includedOperations, excluded: Self.excluded(by: policy))
    }

    /// Every operation but those that a policy names as left out: what a scan calls beside the operations under test.
    init(exclusionsOf policy: ScanPolicy) { self.init(included: [], excluded: Self.excluded(by: policy)) }

    private static func excluded(by policy: ScanPolicy) -> [String] {
        policy.excludedOperations + policy.operationRules.filter { $0.skipReason != nil }.map(\.match)
    }

    package func contains(_ operation: APIOperation) -> Bool {
        (included.isEmpty || included.contains { Self.matches($0, operation) })
            && !excluded.contains { Self.matches($0, operation) }
    }

    /// Whether a pattern fits an operation.
    static func matches(_ pattern: String, _ operation: APIOperation) -> Bool {
        if pattern.hasPrefix("tag:") {
            return operation.tags.contains { Glob.matches(String(pattern.dropFirst(4)), $0) }
        }
        if pattern.hasPrefix("id:") {
            return operation.operationID.map { Glob.matches(String(pattern.dropFirst(3)), $0) } ?? false
        }
        let parts = pattern.split(separator: " ", maxSplits: 1)
        if parts.count == 2 {
            return Glob.matches(parts[0].uppercased(), operation.method)
                && Glob.matches(String(parts[1]), operation.path)
        }
        return Glob.matches(pattern, operation.path)
    }
}

/// Patterns in which `*` stands for any text. Linear in the text for each star.
enum Glob {
    static func matches(_ pattern: String, _ text: String) -> Bool {
        let pattern = Array(pattern.utf8)
        let text = Array(text.utf8)
        var patternIndex = 0
        var textIndex = 0
        var star: (pattern: Int, text: Int)?
        while textIndex < text.count {
            if patternIndex < pattern.count, pattern[patternIndex] == UInt8(ascii: "*") {
                star = (patternIndex, textIndex)
                patternIndex += 1
            } else if patternIndex < pattern.count, pattern[patternIndex] == text[textIndex] {
                patternIndex += 1
                textIndex += 1
            } else if let last = star {
                patternIndex = last.pattern + 1
                textIndex = last.text + 1
                star = (last.pattern, last.text + 1)
            } else {
                return false
            }
        }
        return pattern[patternIndex...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
