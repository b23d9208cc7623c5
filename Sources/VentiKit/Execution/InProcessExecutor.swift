//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Runs scans in this process, as part of the caller's task.
public struct InProcessExecutor: Executor {
    public var name: String { "in-process" }

    /// The calling process.
    public init() {}

    /// Runs the scan.
    ///
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidArgument`` if a secret is not in place; rethrows what the
    ///   scanner throws.
    public func execute(_ scanner: any APIScanner, _ request: ScanRequest, into events: ScanEventSink) async throws {
        try Task.checkCancellation()
        try request.requireSecrets()
        try await scanner.scan(request, into: events)
    }
}
