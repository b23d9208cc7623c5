//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A scanner that runs where an executor puts it, so that it can scan beside others that run here.
///
/// ```swift
/// let zap = PlacedScanner(zapInAnImage, on: try DockerExecutor())
/// let scanner = CombinedScanner(NativeScanner(), with: [zap])
/// ```
public struct PlacedScanner: APIScanner {
    private let scanner: any APIScanner
    private let executor: any Executor

    /// Puts a scanner in a place.
    ///
    /// - Parameters:
    ///   - scanner: What scans.
    ///   - executor: Where it runs.
    public init(_ scanner: any APIScanner, on executor: any Executor) {
        self.scanner = scanner
        self.executor = executor
    }

    public var descriptor: ScannerDescriptor { scanner.descriptor }

    /// Scans in the place.
    ///
    /// - Throws: What the executor throws.
    public func scan(_ request: ScanRequest, into events: ScanEventSink) async throws {
        try await executor.execute(scanner, request, into: events)
    }
}
