//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Something that has taken its time, as a trace shows it.
public struct TraceSpan: Sendable, Hashable {
    /// What part a span plays between programs. The numbers are OpenTelemetry's.
    public enum Kind: Int, Sendable, Hashable {
        /// It is nobody else's business.
        case work = 1
        /// It answers a request.
        case server = 2
        /// It sends a request.
        case client = 3
        /// It leaves work for later.
        case producer = 4
        /// It does work that was left.
        case consumer = 5
    }

    /// What is known of a span.
    public enum Value: Sendable, Hashable {
        /// A text.
        case text(String)
        /// A whole number.
        case number(Int)
    }

    /// Its place.
    public var context: TraceContext
    /// The span that it was begun in.
    public var parent: TraceContext?
    /// What it is.
    public var name: String
    /// What part it plays.
    public var kind: Kind
    /// When it began, in nanoseconds since 1970.
    public var began: UInt64
    /// When it ended.
    public var ended: UInt64
    /// What is known of it.
    public var attributes: [String: Value]
    /// What went wrong; `nil` where nothing did.
    public var failure: String?
}
