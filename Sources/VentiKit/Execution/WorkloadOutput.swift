//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What a program prints while it runs, and how it ended.
///
/// The bytes are read once, by one reader. A slow reader slows the program down.
public struct WorkloadOutput: Sendable {
    private let read: @Sendable () async throws -> [UInt8]?
    private let end: @Sendable () async throws -> WorkloadEnding

    /// Makes an output from its two halves, as an executor does.
    ///
    /// - Parameters:
    ///   - read: Gives the next bytes of standard output as they come, and `nil` at its end.
    ///   - end: Waits for the end of the program.
    public init(
        read: @escaping @Sendable () async throws -> [UInt8]?,
        end: @escaping @Sendable () async throws -> WorkloadEnding
    ) {
        self.read = read
        self.end = end
    }

    /// The next bytes of standard output, or `nil` at its end.
    ///
    /// - Throws: ``ScanError`` if the place in which the program runs is lost.
    public mutating func nextBytes() async throws -> [UInt8]? { try await read() }

    /// How the program ended, once it has.
    ///
    /// - Throws: ``ScanError`` if the place in which the program runs is lost.
    public func ending() async throws -> WorkloadEnding { try await end() }
}

/// How a program ended, and what it left.
public struct WorkloadEnding: Sendable, Hashable {
    /// The exit code; `nil` where nobody can tell.
    public var exitCode: Int?
    /// The end of what it printed to standard error.
    public var standardError: String
    /// What it left in ``Workload/outputFolder``.
    public var files: [WorkloadFile]

    public init(exitCode: Int?, standardError: String = "", files: [WorkloadFile] = []) {
        self.exitCode = exitCode
        self.standardError = standardError
        self.files = files
    }
}
