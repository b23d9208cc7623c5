//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Where the bytes of a report go.
///
/// Formats hand over some tens of kilobytes at once, so an output needs no buffer of its own.
public protocol ReportOutput {
    /// Takes the next bytes.
    ///
    /// - Parameter bytes: What follows on what was written before.
    /// - Throws: Whatever stops the writing; the format passes it on and writes no more.
    mutating func write(_ bytes: [UInt8]) throws
}

/// Keeps what is written in memory.
public struct MemoryOutput: ReportOutput, Sendable {
    /// All that was written.
    public private(set) var bytes: [UInt8] = []

    /// Makes an output that holds nothing.
    public init() {}

    /// All that was written, as text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    public mutating func write(_ bytes: [UInt8]) { self.bytes += bytes }
}

/// Counts what is written and keeps none of it.
public struct CountingOutput: ReportOutput, Sendable {
    /// The number of bytes that were written.
    public private(set) var count = 0

    /// Makes an output that has counted nothing.
    public init() {}

    public mutating func write(_ bytes: [UInt8]) { count += bytes.count }
}

/// Hands what is written to a function, for streams and sockets of a host.
public struct ClosureOutput: ReportOutput {
    private let body: ([UInt8]) throws -> Void

    /// Makes an output.
    ///
    /// - Parameter body: Takes the next bytes, or throws to stop the writing.
    public init(_ body: @escaping ([UInt8]) throws -> Void) { self.body = body }

    public func write(_ bytes: [UInt8]) throws { try body(bytes) }
}
