//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Other spellings of a path that some servers read as the same one, and that a rule for the usual spelling may miss.
enum PathVariants {
    /// A spelling with what it is called in reports.
    struct Variant: Sendable, Hashable {
        var name: String
        var apply: @Sendable (String) -> String

        static func == (lhs: Self, rhs: Self) -> Bool { lhs.name == rhs.name }
        func hash(into hasher: inout Hasher) { hasher.combine(name) }
    }

    /// The variants, likeliest first.
    static let all: [Variant] = [
        Variant(name: "a slash at the end") { $0 + "/" },
        Variant(name: "an encoded letter") { encodingLastLetter($0) },
        Variant(name: "two slashes at the beginning") { "/" + $0 },
        Variant(name: "an encoded dot segment") { "/%2e" + $0 },
        Variant(name: "a dot segment at the end") { $0 + "/." },
        Variant(name: "two slashes in the middle") { changingLastSegment($0) { "/" + $0 } },
        Variant(name: "a semicolon at the end") { $0 + ";" },
        Variant(name: "a parameter of the path") { changingLastSegment($0) { ";/" + $0 } },
        Variant(name: "capitals") { changingLastSegment($0) { $0.uppercased() } },
        Variant(name: "the suffix .json") { $0 + ".json" },
    ]

    /// `/a/settings` as `/a/setting%73`.
    private static func encodingLastLetter(_ path: String) -> String {
        guard let last = path.utf8.last, last &- 97 < 26 || last &- 65 < 26 else { return path }
        return path.dropLast() + "%" + String(last, radix: 16)
    }

    private static func changingLastSegment(_ path: String, _ change: (String) -> String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return path }
        let start = path.index(after: slash)
        return path[..<start] + change(String(path[start...]))
    }
}
