//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The end of what a program prints to standard error.
package struct ErrorTail: Sendable {
    private var bytes: [UInt8] = []
    /// Whether there was a beginning that was left out.
    private var isCut = false

    /// Nothing yet.
    package init() {}

    /// Takes what came.
    package mutating func append(_ more: some Collection<UInt8>) {
        bytes += more
        guard bytes.count > 8_192 else { return }
        bytes.removeFirst(bytes.count - 4_096)
        isCut = true
    }

    /// The end, from the beginning of a line: a part of a line may hold a part of a secret, which nobody would know again.
    package var text: String {
        let lines = isCut ? bytes.drop { $0 != UInt8(ascii: "\n") } : bytes[...]
        return String(decoding: lines, as: UTF8.self)
    }
}
