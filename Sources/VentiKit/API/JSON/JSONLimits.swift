//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The bounds within which a JSON text is read.
///
/// What lies outside is not read at all.
public struct JSONLimits: Sendable, Hashable {
    /// How many arrays and objects may be inside one another.
    ///
    /// Defaults to 128.
    public var maximumDepth: Int = 128
    /// How many values there may be, members' names not counted.
    ///
    /// Defaults to 100,000.
    public var maximumNodes: Int = 100_000
    /// How many bytes one number may be written with.
    ///
    /// Defaults to 1,024.
    public var maximumNumberBytes: Int = 1_024

    /// Makes the default bounds.
    public init() {}
}
