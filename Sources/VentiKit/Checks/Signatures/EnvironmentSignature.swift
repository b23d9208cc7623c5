//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A process environment, as lines of `NAME=value` or as members of a JSON object: the search path, and at least
/// two more names that every process has.
struct EnvironmentSignature: Signature {
    /// The search path's name, which is always there; its quotes or sign may be written in several ways.
    var anchors: [Anchor] { [Anchor("PATH")] }

    func firstMatch(in bytes: [UInt8]) -> SignatureOccurrence? {
        var ends: [Int: Int] = [:]
        Self.search.forEachMatch(in: bytes.span) { literal, end in
            let text = Self.texts[literal]
            let start = end - text.count
            let before = start > 0 ? bytes[start - 1] : UInt8(ascii: "\n")
            let beginsName = before < 0x21 || before == UInt8(ascii: "{") || before == UInt8(ascii: ",")
            // The names are in capitals; the search does not regard case.
            if beginsName && bytes[start..<end].elementsEqual(text) { ends[literal / Self.formCount] = end }
            return ends.count < 3 || ends[0] == nil
        }
        guard ends.count >= 3, ends[0] != nil, let first = ends.values.min(), let last = ends.values.max() else {
            return nil
        }
        return SignatureOccurrence(product: "process environment", range: max(0, first - 16)..<last)
    }

    private static let formCount = 3
    private static let names = [
        "PATH", "HOME", "PWD", "HOSTNAME", "SHLVL", "LANG", "USER", "LOGNAME", "TERM",
    ]
    /// Each name as a line begins with it, and as JSON writes it.
    private static let texts: [[UInt8]] = names.flatMap { name in
        let value = name == "PATH" ? "/" : ""
        return ["\(name)=\(value)", "\"\(name)\":\"\(value)", "\"\(name)\": \"\(value)"].map { Array($0.utf8) }
    }
    private static let search = LiteralSearch(texts.map { String(decoding: $0, as: UTF8.self) })
}
