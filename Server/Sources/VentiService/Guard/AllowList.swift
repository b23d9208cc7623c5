//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// The hosts that may be sent to though they are not public: names, `*.suffix`, addresses and ranges of addresses.
struct AllowList: Sendable, Hashable {
    private var names: Set<String> = []
    private var suffixes: [String] = []
    private var blocks: [AddressBlock] = []

    /// Reads the entries. What is neither an address nor a range is a name.
    init(_ entries: [String]) {
        for entry in entries.map({ $0.lowercased() }) where !entry.isEmpty {
            let bare = entry.hasPrefix("[") && entry.hasSuffix("]") ? String(entry.dropFirst().dropLast()) : entry
            if let block = AddressBlock(bare) {
                blocks.append(block)
            } else if bare.hasPrefix("*.") {
                suffixes.append(String(bare.dropFirst()))
            } else {
                names.insert(bare)
            }
        }
    }

    /// Whether a host is on the list by its name.
    func contains(host: String) -> Bool {
        names.contains(host) || suffixes.contains { host.hasSuffix($0) && host.utf8.count > $0.utf8.count }
    }

    /// Whether an address is on the list.
    func contains(_ address: NetworkAddress) -> Bool { blocks.contains { $0.contains(address) } }
}
