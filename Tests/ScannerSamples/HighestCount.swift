//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// How many were there at once, at most.
package actor HighestCount {
    private var count = 0
    package private(set) var highest = 0

    /// Nobody is there.
    package init() {}

    package func enter() {
        count += 1
        highest = max(highest, count)
    }

    package func leave() { count -= 1 }
}
