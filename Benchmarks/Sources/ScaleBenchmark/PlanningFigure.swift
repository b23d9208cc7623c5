//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import Synchronization
import VentiKit

/// Reads and plans documents of growing size: time and memory must grow with it, and no faster.
struct PlanningFigure {
    private static let sizes = [1000, 3000, 10_000]

    func run() throws {
        // In interleaved rounds, so that a busy machine slows all sizes alike.
        var rounds: [[[Double]]] = []
        for _ in 0..<5 { rounds.append(try Self.sizes.map(Self.measured)) }
        for (index, size) in Self.sizes.enumerated() {
            let median = (0..<4).map { part in Self.median(rounds.map { $0[index][part] }) }
            print(
                "\(size) operations: read in \((median[0] * 1000).text(1)) ms, planned in",
                "\((median[1] * 1000).text(1)) ms, reported in \((median[2] * 1000).text(1)) ms,",
                "\(median[3].text(1)) MiB at most"
            )
        }
        let last = Self.sizes.count - 1
        let time = Self.median(rounds.map { ($0[last][0] + $0[last][1]) / ($0[0][0] + $0[0][1]) })
        let memory = Self.median(rounds.map { $0[last][3] / $0[0][3] })
        print("time_ratio=\(time.text(2)) memory_ratio=\(memory.text(2))")
    }

    /// Seconds of reading, of planning and until the report, and MiB, in a process of its own.
    private static func measured(_ size: Int) throws -> [Double] {
        let words = try ChildProcess.output(of: ["planning", "\(size)"]).last?.split(separator: " ") ?? []
        let numbers = words.compactMap { Double($0) }
        guard numbers.count == 4 else { throw ChildProcess.Failure(arguments: ["planning", "\(size)"], status: -1) }
        return numbers
    }

    private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

    /// When the plan was ready.
    private final class Mark: Sendable { let instant = Mutex<ContinuousClock.Instant?>(nil) }

    /// Prints seconds of reading, of planning and until the report, and the growth of the peak in MiB.
    static func measure(operations: Int) async throws {
        // The first reading of a process also pays for the code that it runs.
        _ = try await scan(SampleDocument.bytes(operations: 20))
        let bytes = SampleDocument.bytes(operations: operations)
        let before = ProcessFigures.residentKiB
        let (read, plan, report) = try await scan(bytes)
        let growth = Double(max(0, ProcessFigures.peakKiB - before)) / 1024
        print(read, plan, report, growth)
    }

    /// Reads a document and scans it with a budget of one request, so that little but the planning is done.
    private static func scan(_ bytes: [UInt8]) async throws -> (read: Double, plan: Double, report: Double) {
        let start = ContinuousClock.now
        let description = try APIDescription(bytes: bytes, name: "sample.json")
        let read = ContinuousClock.now
        var policy = ScanPolicy()
        policy.maximumRequests = 1
        policy.requestsPerSecond = nil
        let target = "http://api.example"
        var configuration = NativeScanner.Configuration()
        configuration.transport = InProcessTransport(target: try TargetURL(target)) { _, _ in (.init(status: 200), []) }
        let mark = Mark()
        let request = ScanRequest(document: .description(description), target: target, policy: policy)
        _ = try await NativeScanner(configuration).scan(request) { event in
            guard case .phase(let phase) = event, phase.name == .reach else { return }
            mark.instant.withLock { $0 = $0 ?? .now }
        }
        let end = ContinuousClock.now
        let planned = mark.instant.withLock { $0 } ?? end
        return ((read - start).inSeconds, (planned - read).inSeconds, (end - planned).inSeconds)
    }
}
