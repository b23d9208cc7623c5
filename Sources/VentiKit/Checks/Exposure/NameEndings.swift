//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Names and endings of names, read from behind, in lower case and without regard to `-`, `_`, `.` and spaces.
struct NameEndings: Sendable {
    /// What ``SensitiveNames/isCredentialProperty(_:)`` takes for a credential.
    static let credentials = NameEndings(
        names: SensitiveNames.credentialNames,
        endings: SensitiveNames.credentialEndings
    )

    /// What a state says about the letters that led to it.
    private enum Mark: UInt8 {
        case none
        /// They are a whole name.
        case name
        /// They are the ending of a name.
        case ending
    }

    /// The next state for each state and letter, 32 cells for each state; 0 for none. The first state is 1.
    private var next: [UInt16] = [UInt16](repeating: 0, count: 64)
    private var marks: [Mark] = [.none, .none]

    init(names: some Sequence<String>, endings: some Sequence<String>) {
        for name in names { add(name, .name) }
        for ending in endings { add(ending, .ending) }
    }

    private mutating func add(_ text: String, _ mark: Mark) {
        var state = 1
        for byte in text.utf8.reversed() {
            let cell = state * 32 + Int(byte & 31)
            if next[cell] == 0 {
                next[cell] = UInt16(marks.count)
                marks.append(.none)
                next += [UInt16](repeating: 0, count: 32)
            }
            state = Int(next[cell])
        }
        if marks[state] != .ending { marks[state] = mark }
    }

    /// Whether the name before a quotation mark is one of the names, or ends in one of the endings.
    func match(_ text: Span<UInt8>, endingAt end: Int) -> Bool {
        var state = 1
        var index = end - 1
        while index >= 0 {
            let byte = text[index]
            if byte.isASCIILetter {
                state = Int(next[state * 32 + Int(byte & 31)])
                if state == 0 { return false }
                if marks[state] == .ending { return true }
            } else if !Self.isIgnored(byte) {
                return byte == UInt8(ascii: "\"") && marks[state] == .name
            }
            index -= 1
        }
        return false
    }

    private static func isIgnored(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: " ")
    }
}
