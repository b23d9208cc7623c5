//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// One of the five fields of a cron expression: which values it may have, and what people call them.
struct CronField: Sendable {
    /// What the field is called in messages.
    let name: String
    /// The values that it may have.
    let range: ClosedRange<Int>
    /// The words that stand for the values from the least one on.
    var words: [String] = []
    /// A value that stands for another one: Sunday may be written as 7.
    var alias: (value: Int, meaning: Int)?

    static let minute = CronField(name: "minute", range: 0...59)
    static let hour = CronField(name: "hour", range: 0...23)
    static let day = CronField(name: "day of month", range: 1...31)
    static let month = CronField(
        name: "month",
        range: 1...12,
        words: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    )
    static let weekday = CronField(
        name: "day of week",
        range: 0...6,
        words: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"],
        alias: (7, 0)
    )
    static let all = [minute, hour, day, month, weekday]

    /// The values that a text stands for, such as `*`, `5`, `mon-fri`, `*/15` or `0-20/10,45`.
    /// - Throws: ``CronExpression/Fault`` that names the field and the mend.
    func values(of text: Substring) throws(CronExpression.Fault) -> Set<Int> {
        var values: Set<Int> = []
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count <= 100 else { throw fault("has too many parts", "write at most 100") }
        for part in parts {
            guard !part.isEmpty else { throw fault("has a comma without a value", "take the comma out") }
            for value in try stretch(part) { values.insert(value == alias?.value ? alias?.meaning ?? value : value) }
        }
        return values
    }

    /// The values of a part between commas.
    private func stretch(_ part: Substring) throws(CronExpression.Fault) -> StrideThrough<Int> {
        let halves = part.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        var step = 1
        if halves.count == 2 {
            guard let number = Self.number(halves[1]), (1...range.upperBound).contains(number) else {
                throw fault(
                    "has the step '\(Self.shown(halves[1]))'",
                    "write a step from 1 to \(range.upperBound), such as */\(min(15, range.upperBound))"
                )
            }
            step = number
        }
        if halves[0] == "*" { return stride(from: range.lowerBound, through: range.upperBound, by: step) }
        let ends = halves[0].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        var first = try value(ends[0])
        guard ends.count == 2 else {
            guard halves.count == 1 else {
                throw fault(
                    "has a step after a single value",
                    "write a range before it, such as \(first)-\(range.upperBound)/\(step)"
                )
            }
            return stride(from: first, through: first, by: 1)
        }
        var last = try value(ends[1])
        if let alias, first > last {
            // `fri-sun`: the Sunday after the Friday; `7-2`: the Sunday before the Tuesday.
            if first == alias.value { first = alias.meaning } else if last == alias.meaning { last = alias.value }
        }
        guard first <= last else {
            throw fault(
                "has the range \(Self.shown(halves[0])), which runs backwards",
                "write \(first)-\(range.upperBound),\(range.lowerBound)-\(last)"
            )
        }
        return stride(from: first, through: last, by: step)
    }

    private func value(_ text: Substring) throws(CronExpression.Fault) -> Int {
        if let number = Self.number(text) {
            guard range.contains(number) || number == alias?.value else {
                throw fault("has the value \(number)", "write one from \(range.lowerBound) to \(range.upperBound)")
            }
            return number
        }
        if let index = words.firstIndex(of: text.lowercased()) { return range.lowerBound + index }
        let choice = words.first.flatMap { first in words.last.map { ", or \(first) to \($0)" } } ?? ""
        throw fault(
            text.isEmpty ? "has a range without an end" : "has the value '\(Self.shown(text))'",
            "write a number from \(range.lowerBound) to \(range.upperBound)\(choice)"
        )
    }

    /// The number of a text of at most four digits.
    private static func number(_ text: Substring) -> Int? {
        guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }

    private static func shown(_ text: Substring) -> String { text.count > 20 ? text.prefix(19) + "…" : String(text) }

    private func fault(_ what: String, _ mend: String) -> CronExpression.Fault {
        CronExpression.Fault(message: "The \(name) \(what): \(mend).")
    }
}
