//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Two true and two false conditions with different random constants, for one way of breaking out of a value (oracle P3).
///
/// A flaw is accepted only if both true conditions answer alike, both false ones alike, and the true ones unlike the
/// false ones, once every echo of the payloads is taken away.
struct BooleanQuartet: Sendable {
    /// How a value sits in the statement, and so how a condition can be added to it.
    struct Context: Sendable, Hashable {
        /// A word for the fingerprint, such as `string`.
        var name: String
        /// The text before the condition's left side.
        var prefix: String
        /// What stands between the two sides.
        var comparison: String
        /// The text after the condition's right side.
        var suffix: String
        /// Whether the condition is joined by OR, which makes the answer to the true ones unlike the clean answer.
        var isDisjunction: Bool = false
    }

    let context: Context
    let truths: [String]
    let falsehoods: [String]

    /// Makes the four payloads for a value. Constants have four digits and are all different.
    init(context: Context, value: String, random: inout SeededRandom) {
        var constants: Set<Int> = []
        while constants.count < 4 { constants.insert(random.integer(in: 1_000...9_999)) }
        let numbers = constants.sorted()
        func payload(_ left: Int, _ right: Int) -> String {
            value + context.prefix + String(left) + context.comparison + String(right) + context.suffix
        }
        self.context = context
        truths = [payload(numbers[0], numbers[0]), payload(numbers[1], numbers[1])]
        falsehoods = [payload(numbers[2], numbers[2] + 1), payload(numbers[3], numbers[3] - 1)]
    }

    /// All four payloads, which an answer may echo.
    var payloads: [String] { truths + falsehoods }

    /// The ways in which a value can sit in a SQL statement, commonest first.
    static let sqlContexts: [Context] = [
        Context(name: "string", prefix: "' AND '", comparison: "'='", suffix: ""),
        Context(name: "number", prefix: " AND ", comparison: "=", suffix: ""),
        Context(name: "string-comment", prefix: "' AND ", comparison: "=", suffix: "-- "),
        Context(name: "like", prefix: "%' AND '", comparison: "'='", suffix: "' AND '%'='"),
        Context(name: "string-parenthesis", prefix: "') AND ('", comparison: "'='", suffix: ""),
        Context(name: "number-parenthesis", prefix: ") AND (", comparison: "=", suffix: ""),
        Context(name: "double-quoted", prefix: "\" AND \"", comparison: "\"=\"", suffix: ""),
        Context(name: "string-or", prefix: "' OR '", comparison: "'='", suffix: "", isDisjunction: true),
        Context(name: "like-or", prefix: "%' OR '", comparison: "'='", suffix: "' OR '%'='x", isDisjunction: true),
        Context(name: "number-or", prefix: " OR ", comparison: "=", suffix: "", isDisjunction: true),
    ]
}
