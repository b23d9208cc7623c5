//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// How sure VentiKit is that a finding is real.
public enum Confidence: String, Sendable, Codable, Hashable, CaseIterable, Comparable {
    /// The observation fits the flaw, but was not controlled for other explanations.
    case tentative
    /// The controls held, but the proof was not, or could not be, replayed.
    case firm
    /// The proof was replayed on a fresh connection and every assertion held again.
    case confirmed

    public static func < (lhs: Confidence, rhs: Confidence) -> Bool { lhs.rank < rhs.rank }

    private var rank: Int {
        switch self {
        case .tentative: 0
        case .firm: 1
        case .confirmed: 2
        }
    }
}
