//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A name in the domain name system: its labels in lower case, without the empty one at the end.
struct DNSName: Sendable, Hashable {
    let labels: [[UInt8]]

    init(labels: [[UInt8]]) {
        self.labels = labels.map { label in
            label.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 + 32 : $0 }
        }
    }

    /// The name of a host, such as `shop.example.com`; `nil` where the system has no place for it.
    init?(_ text: String) {
        let bare = text.hasSuffix(".") ? String(text.dropLast()) : text
        let labels = bare.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map(Array.init)
        guard labels.allSatisfy({ (1...63).contains($0.count) && $0.allSatisfy { $0 > 0x20 && $0 < 0x7f } }),
            labels.reduce(1, { $0 + $1.count + 1 }) <= 255
        else { return nil }
        self.init(labels: labels)
    }

    /// The name as a message writes it.
    var encoded: [UInt8] { labels.flatMap { [UInt8($0.count)] + $0 } + [0] }
}
