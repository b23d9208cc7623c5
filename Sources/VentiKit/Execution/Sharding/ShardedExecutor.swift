//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import Synchronization

/// Splits a scan into parts that another executor runs side by side, and makes one scan of them again.
///
/// ```swift
/// let executor = ShardedExecutor(try DockerExecutor(), shards: 4)
/// ```
///
/// The parts share what the policy allows: requests, pace and connections are divided among them. Operations of one
/// resource, and those that give each other values, stay in one part. The report is one, with each finding once.
public struct ShardedExecutor: Executor {
    public var name: String { "\(base.name), \(shards) shards" }

    private let base: any Executor
    private let shards: Int

    /// Makes an executor.
    ///
    /// - Parameters:
    ///   - base: What runs the parts.
    ///   - shards: The most parts; a small API has fewer.
    public init(_ base: any Executor, shards: Int) {
        self.base = base
        self.shards = max(1, shards)
    }

    /// Runs the scan in parts.
    ///
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidArgument`` if the document is at a URL, so that its operations
    ///   are not known here; what the base executor throws if no part could begin; `CancellationError`.
    public func execute(_ scanner: any APIScanner, _ request: ScanRequest, into events: ScanEventSink) async throws {
        try Task.checkCancellation()
        let description = try Self.description(request.document)
        let plan = ShardPlan(description, policy: request.policy, count: shards)
        guard plan.shards.count > 1 else { return try await base.execute(scanner, request, into: events) }
        let scan = ShardedScan(request: request, description: description, plan: plan, events: events)
        let errors = await run(scanner, scan, plan)
        if let report = scan.report(errors: errors.filter { !($0 is CancellationError) }.map { "\($0)" }) {
            await events.send(.finished(report))
        } else {
            throw errors.first { !($0 is CancellationError) } ?? errors.first
                ?? ScanError(.invalidEncoding, "The scanner \(scanner.descriptor.id) ended without a report.")
        }
    }

    /// Runs all parts; where one cannot begin or is lost, the others are stopped too.
    private func run(_ scanner: any APIScanner, _ scan: ShardedScan, _ plan: ShardPlan) async -> [any Error] {
        await withTaskGroup(of: (any Error)?.self) { group in
            for index in plan.shards.indices {
                group.addTask { [base] in
                    do {
                        let sink = ScanEventSink { await scan.receive($0, from: index) }
                        try await base.execute(scanner, scan.requests[index], into: sink)
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            var errors: [any Error] = []
            for await error in group {
                guard let error else { continue }
                errors.append(error)
                group.cancelAll()
            }
            return errors
        }
    }

    private static func description(_ document: DocumentSource) throws -> APIDescription {
        try document.localDescription(else: .invalidArgument) { url in
            "A scan in several parts needs its document at hand, to split it; download \(url) and give the file."
        }
    }
}
