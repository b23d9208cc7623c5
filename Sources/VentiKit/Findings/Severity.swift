//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// How much harm a proven flaw can do, from nothing to the loss of the system.
///
/// Severity says how bad a flaw is if it is real; ``Confidence`` says how sure VentiKit is that it is real.
public enum Severity: String, Sendable, Codable, Hashable, CaseIterable, Comparable {
    /// Good to know; no harm by itself.
    case info
    /// Helps somebody who does harm by other means.
    case low
    /// Does limited harm, or harm under conditions.
    case medium
    /// Harms many users, or one of them badly.
    case high
    /// Opens the system or all its data.
    case critical

    public static func < (lhs: Severity, rhs: Severity) -> Bool { lhs.rank < rhs.rank }

    private var rank: Int {
        switch self {
        case .info: 0
        case .low: 1
        case .medium: 2
        case .high: 3
        case .critical: 4
        }
    }
}
