//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension WorkloadEnding {
    /// The last line that says something, as a sentence, without what could steer a terminal; empty where there is none.
    ///
    /// - Parameter text: What a program printed to standard error.
    package static func lastWords(of text: String) -> String {
        let lines = text.split(whereSeparator: \.isNewline).map { TerminalText.line(String($0)) }
        guard let line = lines.last(where: { !$0.allSatisfy(\.isWhitespace) }) else { return "" }
        return " Its last words: \(line.bounded(to: 300))"
    }
}
