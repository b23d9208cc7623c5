//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds what the user probably meant.
enum Suggestion {
    /// The candidate that is nearest to the word, if it is near enough to be a slip of the fingers.
    static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        let word = word.lowercased()
        let allowed = max(1, min(4, word.count / 3 + 1))
        return
            candidates
            .map { (candidate: $0, distance: distance(word, $0.lowercased())) }
            .filter { $0.distance <= allowed || (word.count >= 4 && $0.candidate.lowercased().hasPrefix(word)) }
            .min { ($0.distance, $0.candidate) < ($1.distance, $1.candidate) }?
            .candidate
    }

    /// ` (did you mean “x”?)`, or nothing.
    static func phrase(for word: String, among candidates: some Sequence<String>) -> String {
        nearest(to: word, among: candidates).map { " (did you mean \($0)?)" } ?? ""
    }

    /// The Damerau-Levenshtein distance, adjacent letters only: one for each insertion, deletion, substitution or swap.
    static func distance(_ first: String, _ second: String) -> Int {
        let first = Array(first.unicodeScalars.prefix(80))
        let second = Array(second.unicodeScalars.prefix(80))
        var beforeLast: [Int] = []
        var last = Array(0...second.count)
        for row in 0..<first.count {
            var current = [row + 1]
            for column in 0..<second.count {
                let cost = first[row] == second[column] ? 0 : 1
                var best = min(current[column] + 1, last[column + 1] + 1, last[column] + cost)
                let swapped =
                    row > 0 && column > 0 && first[row] == second[column - 1] && first[row - 1] == second[column]
                if swapped { best = min(best, beforeLast[column - 1] + 1) }
                current.append(best)
            }
            beforeLast = last
            last = current
        }
        return last[second.count]
    }
}
