//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What is removed once it is old enough.
public enum Prunable: String, Sendable, Hashable, CaseIterable {
    /// Sessions that are over.
    case sessions
    /// Refresh tokens that were used, of sessions that are over.
    case spentTokens = "spent_tokens"
    /// What requests with idempotency keys were answered with.
    case answers
    /// Links to reports that are over.
    case shares
    /// Events of scans that are over, but for the last ones.
    case events
}
