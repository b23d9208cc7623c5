//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// How a server reads a target that believes everything: it decodes to the end, merges slashes, drops parameters and
/// walks dot segments.
///
/// Worked out apart from the scope's own reading, to be compared with it.
enum CredulousServer {
    static func segments(_ target: String) -> [String] {
        var path = String(target.prefix { $0 != "?" && $0 != "#" })
        for _ in 0..<6 {
            for (code, text) in [
                ("%2e", "."), ("%2f", "/"), ("%5c", "/"), ("%25", "%"), ("%61", "a"), ("%00", ""), ("%09", ""),
                ("%3f", "?"),
            ] where path.contains("%") {
                path = path.replacing(code, with: text)
            }
        }
        path = String(path.prefix { $0 != "?" })
        var segments: [String] = []
        for piece in path.split(whereSeparator: { $0 == "/" || $0 == "\\" }) {
            let name = piece.prefix { $0 != ";" }
            if name == ".." {
                _ = segments.popLast()
            } else if name != ".", !name.isEmpty {
                segments.append(String(name))
            }
        }
        return segments
    }

    /// Whether a path matches a pattern, by trying everything that a star can stand for.
    static func matches(_ pattern: Substring, _ path: Substring) -> Bool {
        // `/**` at the end also stands for nothing.
        let stars = pattern.dropFirst()
        if path.isEmpty, pattern.first == "/", stars.count > 1, stars.allSatisfy({ $0 == "*" }) { return true }
        guard let first = pattern.first else { return path.isEmpty }
        let rest = pattern.dropFirst()
        switch first {
        case "*":
            let crosses = rest.first == "*"
            let tail = crosses ? rest.drop { $0 == "*" } : rest
            var left = path
            while true {
                if matches(tail, left) { return true }
                guard let next = left.first, crosses || next != "/" else { return false }
                left = left.dropFirst()
            }
        case "?": return path.first.map { $0 != "/" } == true && matches(rest, path.dropFirst())
        default: return path.first == first && matches(rest, path.dropFirst())
        }
    }
}
