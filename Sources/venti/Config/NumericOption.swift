//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A number that the user may set, by a flag or in the configuration, and the range that makes sense.
struct NumericOption: Sendable {
    var flag: String
    var range: ClosedRange<Double>
    var isWhole: Bool
    /// What the number counts.
    var unit: String

    static let requestsPerSecond = NumericOption(
        flag: "--rps",
        range: 0.1...10_000,
        isWhole: false,
        unit: "requests a second"
    )
    static let requests = NumericOption(flag: "--requests", range: 1...10_000_000, isWhole: true, unit: "requests")
    static let seconds = NumericOption(flag: "--seconds", range: 1...604_800, isWhole: false, unit: "seconds")
    static let concurrency = NumericOption(
        flag: "--concurrency",
        range: 1...256,
        isWhole: true,
        unit: "requests at once"
    )
    static let minimumCoverage = NumericOption(flag: "--min-coverage", range: 0...100, isWhole: false, unit: "percent")
    static let rateLimitAttempts = NumericOption(
        flag: "--rate-limit-attempts",
        range: 2...1_000,
        isWhole: true,
        unit: "attempts"
    )

    /// Why a text is not such a number.
    struct Problem: Error, Hashable {
        var reason: String
    }

    /// The number that the text is.
    func value(of text: String) throws(Problem) -> Double {
        let digits = text.hasSuffix("%") && unit == "percent" ? String(text.dropLast()) : text
        guard let number = Double(digits), number.isFinite, !isWhole || number == number.rounded() else {
            throw Problem(
                reason:
                    "\(Terminal.singleLine(String(text.prefix(40)))) is not a \(isWhole ? "whole number" : "number"); \(expectation)"
            )
        }
        guard range.contains(number) else { throw Problem(reason: "\(digits) is out of range; \(expectation)") }
        return number
    }

    /// The number given by the flag.
    func flagValue(of text: String) throws -> Double {
        do {
            return try value(of: text)
        } catch {
            throw CommandError.usage("\(flag): \(error.reason)")
        }
    }

    private var expectation: String { "use \(Self.text(range.lowerBound)) to \(Self.text(range.upperBound)) \(unit)" }

    private static func text(_ number: Double) -> String {
        number == number.rounded() ? "\(Int(number))" : "\(number)"
    }
}
