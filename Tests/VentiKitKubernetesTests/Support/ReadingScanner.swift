//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import Testing
import VentiKit
import VentiKitKubernetes

/// A scanner whose program prints no events, but ends in a way that is to be looked at.
struct ReadingScanner: ContainerizedScanner {
    var base: CustomScanner
    var descriptor: ScannerDescriptor { base.descriptor }
    private let box = EndingBox()

    init(base: CustomScanner) { self.base = base }

    func workload(for request: ScanRequest) throws -> Workload { try base.workload(for: request) }

    func scan(_ request: ScanRequest, into events: ScanEventSink) async throws {
        try await base.scan(request, into: events)
    }

    func events(in output: WorkloadOutput, into events: ScanEventSink) async throws {
        var output = output
        while try await output.nextBytes() != nil {}
        do {
            let ending = try await output.ending()
            box.ending.withLock { $0 = .success(ending) }
        } catch {
            throw ScanError(.executionFailed, "\(error)")
        }
    }

    /// Runs the program, and gives how it ended.
    func ending(_ executor: KubernetesExecutor) async throws -> WorkloadEnding {
        do {
            try await executor.execute(self, .sample(), into: ScanEventSink { _ in })
        } catch let error as ScanError where error.code == .executionFailed && box.ending.withLock({ $0 != nil }) {
            // It printed no report, as was to be expected.
        }
        return try #require(box.ending.withLock { $0 }).get()
    }
}

private final class EndingBox: Sendable {
    let ending = Mutex<Result<WorkloadEnding, any Error>?>(nil)
}
