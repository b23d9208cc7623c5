//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ExecutorFigures
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
        let here = try await ExecutorFigures(InProcessExecutor()).medianStart(of: 20)
        let there = try await figures.shared.medianStart(of: 20)
        print("until the first event, median of 20: in this process \(here) ms, in a container \(there) ms")
        let memory = ProcessMemory(venti: URL(filePath: arguments[3]), image: arguments[1])
        let api = ParcelService(.vulnerable).api
        let (inProcess, inContainer) = try await withServer(api) { try await memory.measure(api, port: $0) }
        print("memory of the scanner's process at most: \(inProcess) KiB here, \(inContainer) KiB in a container")
        let complete = try await figures.shared.complete(of: scans)
        let isEqual = try await figures.shared.isEqual()
        let stop = try await figures.stopMilliseconds()
        print("from the cancellation until the container is gone, the longest of 5: \(stop) ms")
        print("figures: complete=\(complete) start_ms=\(there - here) parity=\(isEqual ? "equal" : "different")")
    }

    let executor: DockerExecutor
    private var shared: ExecutorFigures { ExecutorFigures(executor) }

    init(image: String) throws {
        var configuration = DockerExecutor.Configuration()
        configuration.image = image
        configuration.pullPolicy = .never
        configuration.maximumContainers = 4
        executor = try DockerExecutor(configuration)
    }

    /// The longest time in which a cancelled scan is gone, in milliseconds.
    private func stopMilliseconds() async throws -> Int {
        var longest = 0
        for _ in 0..<5 {
            let time = try await shared.withTarget(checks: []) { request in
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
