//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import VentiKit

extension ZAPRisk {
    /// The severity of a finding: the same word. ZAP has nothing above `high`, and nothing is promoted.
    public var severity: Severity {
        switch self {
        case .informational: .info
        case .low: .low
        case .medium: .medium
        case .high: .high
        }
    }
}

extension ZAPConfidence {
    /// The confidence of a finding, or `nil` for a false positive, which is none.
    ///
    /// | ZAP | finding |
    /// |---|---|
    /// | False Positive (0) | no finding |
    /// | Low (1), Medium (2) | ``VentiKit/Confidence/tentative`` |
    /// | High (3), Confirmed (4) | ``VentiKit/Confidence/firm`` |
    ///
    /// `confirmed` is kept for proofs that VentiKit carried out itself.
    public var confidence: Confidence? {
        switch self {
        case .falsePositive: nil
        case .low, .medium: .tentative
        case .high, .confirmed: .firm
        }
    }
}
