//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
package import VentiKit

/// A scanner whose program prints no events, but ends in a way that is to be looked at.
package struct ReadingScanner: ContainerizedScanner {
    package var base: CustomScanner
    package var descriptor: ScannerDescriptor { base.descriptor }
    private let box = EndingBox()

    /// A scanner with the program of another.
    package init(base: CustomScanner) { self.base = base }

    /// The program was not run to its end.
    package struct NoEndingError: Error {}

    package func workload(for request: ScanRequest) throws -> Workload { try base.workload(for: request) }

    package func scan(_ request: ScanRequest, into events: ScanEventSink) async throws {
        try await base.scan(request, into: events)
    }

    package func events(in output: WorkloadOutput, into events: ScanEventSink) async throws {
        var output = output
        while try await output.nextBytes() != nil {}
        do {
            let ending = try await output.ending()
            box.ending.withLock { $0 = ending }
        } catch {
            throw ScanError(.executionFailed, "\(error)")
        }
    }

    /// Runs the program, and gives how it ended.
    package func ending(_ executor: any Executor, seconds: Double = 60) async throws -> WorkloadEnding {
        do {
            try await executor.execute(self, .sample(seconds: seconds), into: ScanEventSink { _ in })
        } catch let error as ScanError where error.code == .executionFailed && box.ending.withLock({ $0 != nil }) {
            // It printed no report, as was to be expected.
        }
        guard let ending = box.ending.withLock({ $0 }) else { throw NoEndingError() }
        return ending
    }
}

private final class EndingBox: Sendable {
    let ending = Mutex<WorkloadEnding?>(nil)
}
