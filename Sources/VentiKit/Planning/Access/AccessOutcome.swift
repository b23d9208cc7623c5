//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What came of a call, as far as access goes.
public enum AccessOutcome: String, Sendable, Hashable, Codable {
    /// It was done.
    case allowed
    /// It was refused because of who asked.
    case denied
    /// It was not done for another reason, or none that is known.
    case failed
    /// It was not tried.
    case notTried

    /// Of several outcomes of the same call, the one that says most counts.
    func merged(with other: AccessOutcome) -> AccessOutcome {
        let order: [AccessOutcome] = [.allowed, .denied, .failed, .notTried]
        return order.first { $0 == self || $0 == other } ?? self
    }
}
