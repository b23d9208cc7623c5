//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A text that occurs nowhere but where one request put it (oracle P5).
struct Canary: Sendable, Hashable {
    /// Eighteen random letters.
    let text: String

    init(random: inout SeededRandom) { text = random.word(length: 18) }

    /// Whether a body holds the canary.
    func isPresent(in response: ProbeResponse) -> Bool { response.bodyText.contains(text) }
}

/// A product that a target must compute to show it: it never stands in the request (oracle P5).
struct ComputedCanary: Sendable, Hashable {
    let left: Int
    let right: Int

    init(random: inout SeededRandom) {
        left = random.integer(in: 1_000...9_999)
        right = random.integer(in: 1_000...9_999)
    }

    /// The product, which proves evaluation where it appears.
    var result: String { String(left * right) }
}
