//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ScanScope {
    /// Whether the scope admits a target that all servers read in the same way.
    ///
    /// Most requests have such a target, and this takes a fraction of the time of the whole reading.
    ///
    /// - Returns: `false` also where only ``admits(method:target:)`` can tell.
    func admitsPlainly(target: String) -> Bool {
        guard let length = Self.plainLength(of: target), let start = relativeStart(in: target, length: length) else {
            return false
        }
        if includedPaths.isEmpty, excludedPaths.isEmpty { return true }
        var path = Array(target.utf8.prefix(length).dropFirst(start))
        // `/base` and `/base/` are the root of what is below the base path.
        if path.isEmpty { path = [UInt8(ascii: "/")] }
        guard includedPaths.isEmpty || includedPaths.contains(where: { $0.matches(path, ignoringCase: false) }) else {
            return false
        }
        return !excludes(path)
    }

    /// Whether one of the excluded paths is the path, or above it.
    func excludes(_ path: [UInt8]) -> Bool {
        guard !excludedPaths.isEmpty else { return false }
        var candidate = path[...]
        while true {
            if excludedPaths.contains(where: { $0.matches(candidate, ignoringCase: true) }) { return true }
            guard let slash = candidate.lastIndex(of: UInt8(ascii: "/")), slash != candidate.startIndex else {
                return false
            }
            candidate = candidate[..<slash]
        }
    }

    /// The length of the path, without a slash at its end, if it is of ASCII and has nothing that can be read in more
    /// than one way: no `%`, `\`, `;` or control character, and neither empty nor dot segments.
    private static func plainLength(of target: String) -> Int? {
        var index = 0
        var pathLength: Int?
        // Since the last slash: how many bytes, and whether all of them are dots.
        var segmentLength = 0
        var isDots = true
        for byte in target.utf8 {
            guard byte > 0x20, byte < 0x7f else { return nil }
            if pathLength == nil {
                switch byte {
                case UInt8(ascii: "/"):
                    guard index == 0 || segmentLength > 0, !isDots || segmentLength == 0 else { return nil }
                    segmentLength = 0
                    isDots = true
                case UInt8(ascii: "?"), UInt8(ascii: "#"): pathLength = index
                case UInt8(ascii: "%"), UInt8(ascii: "\\"), UInt8(ascii: ";"): return nil
                default:
                    guard index > 0 else { return nil }
                    segmentLength += 1
                    if byte != UInt8(ascii: ".") { isDots = false }
                }
            }
            index += 1
        }
        let length = pathLength ?? index
        guard length > 0, !isDots || segmentLength == 0 else { return nil }
        return segmentLength == 0 && length > 1 ? length - 1 : length
    }

    /// How long the base path is, if the path is it or lies below it.
    private func relativeStart(in target: String, length: Int) -> Int? {
        let base = basePath.utf8
        guard !base.isEmpty else { return 0 }
        var path = target.utf8.prefix(length).makeIterator()
        for byte in base where path.next() != byte { return nil }
        switch path.next() {
        case nil, UInt8(ascii: "/"): return base.count
        default: return nil
        }
    }
}
