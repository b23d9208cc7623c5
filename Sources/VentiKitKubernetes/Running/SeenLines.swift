//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Remembers which lines of a log were handed on in its last seconds, so that reading on from there brings none twice.
///
/// A cluster reads on from a whole second. The same line can have been printed several times in it.
struct SeenLines: Sendable {
    private static let keptSeconds = 3
    private var seconds: [(second: String, counts: [Int: Int])] = []
    /// What the present connection may bring again.
    private var repeated: [String: [Int: Int]] = [:]

    /// From where to read on; `nil` for the beginning.
    var since: String? { seconds.first?.second }

    /// A new connection begins at ``since``.
    mutating func reconnect() {
        repeated = Dictionary(seconds.map { ($0.second, $0.counts) }, uniquingKeysWith: { $1 })
    }

    /// Whether the line was not handed on before.
    mutating func isNew(_ line: PodLogLine) -> Bool {
        let second = line.second
        var hasher = Hasher()
        hasher.combine(line.time)
        hasher.combine(line.text)
        let key = hasher.finalize()
        if let count = repeated[second]?[key], count > 0 {
            repeated[second]?[key] = count - 1
            return false
        }
        if let index = seconds.lastIndex(where: { $0.second == second }) {
            seconds[index].counts[key, default: 0] += 1
        } else {
            seconds.append((second, [key: 1]))
            if seconds.count > Self.keptSeconds { seconds.removeFirst() }
        }
        return true
    }
}
