//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The words by which a scan knows again what it has made: `vk`, a digit, and random letters and digits that are not
/// mistaken for each other.
enum ScanMarker {
    private static let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
    private static let digits = Array("23456789")
    /// The characters of a whole marker.
    static let length = 16
    /// The least characters by which a marker that was cut is still known.
    static let leastLength = 8

    /// A new marker. It differs in every run, so that a target that remembers the last one does not refuse it.
    static func make(length: Int = length) -> String {
        let rest = (3..<max(4, length)).compactMap { _ in letters.randomElement() }
        return "vk" + String(digits.randomElement() ?? "2") + String(rest)
    }

    /// Whether a text holds a marker as a word of its own.
    static func isMarked(_ text: String) -> Bool {
        text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.contains { word in
            guard (leastLength...length).contains(word.count), word.hasPrefix("vk") else { return false }
            let rest = word.dropFirst(2)
            return (rest.first.map(digits.contains) ?? false) && rest.allSatisfy(letters.contains)
        }
    }
}
