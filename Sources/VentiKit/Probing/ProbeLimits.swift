//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The bounds within which a response is read.
///
/// Every read has one, whatever the target sends.
public struct ProbeLimits: Sendable, Hashable, Codable {
    /// The bytes of a body that are kept, after decoding.
    ///
    /// Defaults to 1 MiB; the rest is read and thrown away up to ``maximumWireBytes``.
    public var maximumBodyBytes: Int = 1 << 20
    /// The bytes that are read from the wire for one response.
    ///
    /// Defaults to 8 MiB.
    public var maximumWireBytes: Int = 8 << 20
    /// The bytes of a status line and its header lines together.
    ///
    /// Defaults to 64 KiB.
    public var maximumHeaderBytes: Int = 64 << 10
    /// The number of header lines.
    ///
    /// Defaults to 256.
    public var maximumHeaderLines: Int = 256
    /// How long to wait for a connection.
    ///
    /// Defaults to 5 seconds.
    public var connectTimeout: Duration = .seconds(5)
    /// How long one exchange may take in all.
    ///
    /// Defaults to 20 seconds.
    public var exchangeTimeout: Duration = .seconds(20)

    /// The default limits.
    public init() {}
}
