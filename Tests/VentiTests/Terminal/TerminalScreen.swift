//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What a terminal shows after a text was written to it, as far as the command line uses its powers: line breaks, back to
/// the line's start, erase to the line's end, up, and colours.
struct TerminalScreen {
    let columns: Int
    private(set) var lines: [[Character]] = [[]]
    private var row = 0
    private var column = 0
    /// The control sequences that were met and are none of these.
    private(set) var unknown: [String] = []
    /// Whether a line was ever longer than the terminal is wide.
    private(set) var hasWrapped = false
    /// How often a colour was chosen.
    private(set) var colors = 0

    init(columns: Int, showing text: String) {
        self.columns = columns
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\r": column = 0
            case "\n": down()
            case "\u{1B}": control(&rest)
            default: put(Character(scalar))
            }
        }
    }

    /// The lines without blanks at their ends.
    var text: [String] {
        lines.map { line in
            var line = line
            while line.last == " " { line.removeLast() }
            return String(line)
        }
    }

    private mutating func down() {
        row += 1
        if row == lines.count { lines.append([]) }
    }

    private mutating func put(_ character: Character) {
        if column >= columns {
            hasWrapped = true
            column = 0
            down()
        }
        while lines[row].count <= column { lines[row].append(" ") }
        lines[row][column] = character
        column += 1
    }

    private mutating func control(_ rest: inout Substring.UnicodeScalarView) {
        guard rest.popFirst() == "[" else { return unknown.append("ESC") }
        var parameters = ""
        while let scalar = rest.popFirst() {
            if scalar.properties.isAlphabetic {
                switch scalar {
                case "K": lines[row] = Array(lines[row].prefix(column))
                case "A": row = max(0, row - (Int(parameters) ?? 1))
                case "m": colors += 1
                default: unknown.append("\(parameters)\(scalar)")
                }
                return
            }
            parameters.unicodeScalars.append(scalar)
        }
    }
}
