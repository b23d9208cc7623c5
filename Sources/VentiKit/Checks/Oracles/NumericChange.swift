//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A number of an object that is another after something was done (oracle P7).
struct NumericChange: Sendable, Hashable {
    /// Where the number is, as a JSON Pointer (RFC 6901).
    var pointer: String
    /// By how much it grew; negative where it fell.
    var amount: Double

    /// The first number that did not change by itself and then did.
    ///
    /// - Parameters:
    ///   - before: The first reading.
    ///   - steady: A second reading before anything was done.
    ///   - after: The reading after.
    static func first(from before: ProbeResponse, steady: ProbeResponse, to after: ProbeResponse) -> NumericChange? {
        all(from: before, steady: steady, to: after).first
    }

    /// Every number that did not change by itself and then did, those that are called amounts first.
    static func all(from before: ProbeResponse, steady: ProbeResponse, to after: ProbeResponse) -> [NumericChange] {
        let (first, second, third) = (numbers(in: before), numbers(in: steady), numbers(in: after))
        let changes = first.compactMap { pointer, number -> NumericChange? in
            guard second[pointer] == number, let later = third[pointer], later != number else { return nil }
            return NumericChange(pointer: pointer, amount: later - number)
        }
        return changes.sorted { (rank($0.pointer), $0.pointer) < (rank($1.pointer), $1.pointer) }
    }

    private static func numbers(in response: ProbeResponse) -> [String: Double] {
        guard let json = JSONValue(parsingJSON: response.body) else { return [:] }
        var numbers: [String: Double] = [:]
        for leaf in json.leaves.prefix(2_000) {
            switch leaf.value {
            case .integer(let value): numbers[leaf.pointer] = Double(value)
            case .number(let value): numbers[leaf.pointer] = value
            case .string(let text): if text.count <= 20, let value = Double(text) { numbers[leaf.pointer] = value }
            default: break
            }
        }
        return numbers
    }

    private static func rank(_ pointer: String) -> Int {
        let words = Set(Words.split(pointer.split(separator: "/").last.map(String.init) ?? "").map(Words.singular))
        if !words.isDisjoint(with: ["balance", "credit", "amount", "total", "point", "fund", "quantity", "stock"]) {
            return 0
        }
        return words.isDisjoint(with: ["version", "revision", "time", "timestamp", "at", "updated"]) ? 1 : 2
    }
}
