//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit
import VentiKitDocker
import VulnerableAPIs

/// Measures scans in containers for Scripts/figures docker: `DockerFigures IMAGE SCANS VENTI`.
@main
struct DockerFigures {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let scans = Int(arguments[2]) else {
            print("usage: DockerFigures IMAGE SCANS VENTI")
            exit(64)
        }
        let figures = try DockerFigures(image: arguments[1])
        let here = try await figures.medianStart(InProcessExecutor())
        let there = try await figures.medianStart(figures.executor)
        print("until the first event, median of 20: in this process \(here) ms, in a container \(there) ms")
        let memory = ProcessMemory(venti: URL(filePath: arguments[3]), image: arguments[1])
        let api = ParcelService(.vulnerable).api
        let (inProcess, inContainer) = try await withServer(api) { try await memory.measure(api, port: $0) }
        print("memory of the scanner's process at most: \(inProcess) KiB here, \(inContainer) KiB in a container")
        let complete = try await figures.manyAtOnce(scans)
        let isEqual = try await figures.isEqual()
        let stop = try await figures.stopMilliseconds()
        print("from the cancellation until the container is gone, the longest of 5: \(stop) ms")
        print("figures: complete=\(complete) start_ms=\(there - here) parity=\(isEqual ? "equal" : "different")")
    }

    let executor: DockerExecutor

    init(image: String) throws {
        var configuration = DockerExecutor.Configuration()
        configuration.image = image
        configuration.pullPolicy = .never
        configuration.maximumContainers = 4
        executor = try DockerExecutor(configuration)
    }

    /// A new API in its first state, and a request that scans it.
    private func withTarget<Result>(
        checks: [String] = ["headers"],
        _ body: (ScanRequest) async throws -> Result
    ) async throws -> Result {
        let api = ParcelService(.vulnerable).api
        return try await withServer(api) { port in
            var request = ScanRequest(
                document: .bytes(Array(api.document.utf8), name: "\(api.name).yaml"),
                target: "http://127.0.0.1:\(port)",
                identities: api.accounts.map { Identity($0.name, username: $0.username, password: $0.password) }
            )
            request.policy.requestsPerSecond = nil
            request.policy.checks = checks
            return try await body(request)
        }
    }

    /// The milliseconds until a scan sends its first event.
    private func medianStart(_ executor: any Executor) async throws -> Int {
        var times: [Int] = []
        for _ in 0..<20 {
            let began = ContinuousClock.now
            let time = try await withTarget { request in
                try await executor.withScan(NativeScanner(), request) { events in
                    for try await _ in events { return Int((ContinuousClock.now - began) / .milliseconds(1)) }
                    return 0
                }
            }
            times.append(time)
        }
        return times.sorted()[10]
    }

    /// How many of so many scans, all asked for at once, are complete.
    private func manyAtOnce(_ count: Int) async throws -> Int {
        try await withTarget { request in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<count {
                    group.addTask {
                        let report = try await executor.scan(NativeScanner(), request)
                        return report.outcome == .completed && report.coverage.reachedCount > 0
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
        }
    }

    /// Whether the same request gives the same findings in a container as in this process.
    private func isEqual() async throws -> Bool {
        func lines(_ executor: any Executor) async throws -> [String] {
            try await withTarget(checks: []) { request in
                try await executor.scan(NativeScanner(), request).findings.map {
                    "\($0.severity) \($0.confidence) \($0.checkID) \($0.location.operationName) \($0.fingerprint)"
                }
            }
        }
        let here = try await lines(InProcessExecutor())
        let there = try await lines(executor)
        print("findings: \(here.count) in this process, \(there.count) in a container")
        for line in Set(here).symmetricDifference(there).sorted() { print("differs: \(line)") }
        return here == there && !here.isEmpty
    }

    /// The longest time in which a cancelled scan is gone, in milliseconds.
    private func stopMilliseconds() async throws -> Int {
        var longest = 0
        for _ in 0..<5 {
            let time = try await withTarget(checks: []) { request in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    let (started, continuation) = AsyncStream.makeStream(of: Void.self)
                    group.addTask {
                        _ = try await executor.scan(NativeScanner(), request) { event in
                            if case .phase = event { continuation.finish() }
                        }
                    }
                    for await _ in started {}
                    let began = ContinuousClock.now
                    group.cancelAll()
                    try await group.waitForAll()
                    return Int((ContinuousClock.now - began) / .milliseconds(1))
                }
            }
            longest = max(longest, time)
        }
        return longest
    }
}
