//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The source files that a line names with a colon after them, such as `shop.go:12`, found in one pass.
struct SourcePlaces {
    /// The endings of files' names, in the order in which they count.
    enum Ending: String, CaseIterable {
        case rust = "rs"
        case swift = "swift"
        case java = "java"
        case kotlin = "kt"
        case scala = "scala"
        case groovy = "groovy"
        case clojure = "clj"
        case javaScript = "js"
        case typeScript = "ts"
        case moduleScript = "mjs"
        case commonScript = "cjs"
        case scriptMarkup = "jsx"
        case typedMarkup = "tsx"
        case go = "go"
        case ruby = "rb"
        case embeddedRuby = "erb"
        case rackUp = "ru"
        case rake = "rake"

        /// The letters as one number.
        fileprivate static let codes = allCases.map { $0.rawValue.utf8.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        fileprivate var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    /// The index after the first colon after a file of each ending, and -1 for none.
    private var mentioned = SIMD32<Int32>(repeating: -1)
    /// The same, for files named after the line's first opening parenthesis.
    private var mentionedInside = SIMD32<Int32>(repeating: -1)
    /// The index after the first number that follows such a colon.
    private var numbered = SIMD32<Int32>(repeating: -1)

    init(_ text: ArraySlice<UInt8>) {
        let span = text.span
        let offset = text.startIndex
        var isInside = false
        var parenthesis = Int.max
        for index in span.indices {
            let byte = span[index]
            if byte == UInt8(ascii: "("), !isInside {
                isInside = true
                parenthesis = index
            }
            guard byte == UInt8(ascii: ":"), let (ending, dot) = Self.ending(before: index, in: span) else { continue }
            let end = index + 1
            if mentioned[ending] < 0 { mentioned[ending] = Int32(offset + end) }
            if dot > parenthesis, mentionedInside[ending] < 0 { mentionedInside[ending] = Int32(offset + end) }
            guard numbered[ending] < 0, end < span.count, span[end].isASCIIDigit else { continue }
            var last = end
            while last < span.count, span[last].isASCIIDigit { last += 1 }
            numbered[ending] = Int32(offset + last)
        }
    }

    /// The number of the ending before a colon, and the place of its full stop.
    private static func ending(before colon: Int, in text: Span<UInt8>) -> (Int, dot: Int)? {
        var code: UInt64 = 0
        var index = colon - 1
        while index >= 0, colon - index <= 8 {
            let byte = text[index]
            if byte == UInt8(ascii: ".") {
                guard code != 0, let number = Ending.codes.firstIndex(of: code) else { return nil }
                return (number, index)
            }
            guard byte &- UInt8(ascii: "a") < 26 else { return nil }
            code |= UInt64(byte) << UInt64(8 * (colon - 1 - index))
            index -= 1
        }
        return nil
    }

    /// Whether a file of this ending is named at all.
    func has(_ ending: Ending) -> Bool { mentioned[ending.index] >= 0 }

    /// The index after the colon of the first such file after the first opening parenthesis.
    func firstInside(_ ending: Ending) -> Int? { Self.place(mentionedInside[ending.index]) }

    /// The index after the first line number of such a file.
    func endOfNumber(_ ending: Ending) -> Int? { Self.place(numbered[ending.index]) }

    private static func place(_ value: Int32) -> Int? { value < 0 ? nil : Int(value) }
}
