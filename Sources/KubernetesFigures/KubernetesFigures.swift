//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Synchronization
import VentiKit
import VentiKitDocker
import VentiKitKubernetes
import VulnerableAPIs

/// Measures scans as Jobs for Scripts/figures kubernetes: `KubernetesFigures IMAGE SCANS NAMESPACE HOST-ADDRESS`.
@main
struct KubernetesFigures {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 5, let scans = Int(arguments[2]) else {
            print("usage: KubernetesFigures IMAGE SCANS NAMESPACE HOST-ADDRESS")
            exit(64)
        }
        let figures = try KubernetesFigures(image: arguments[1], namespace: arguments[3], hostAddress: arguments[4])
        let here = try await figures.medianStart(InProcessExecutor())
        var docker: Int?
        if let executor = try? DockerExecutor(figures.dockerConfiguration(arguments[1])) {
            docker = try? await figures.medianStart(executor)
        }
        let there = try await figures.medianStart(figures.executor)
        print("| Until the first event, median of 10 | ms |")
        print("|---|---|")
        print("| in this process | \(here) |")
        print("| in a container of Docker | \(docker.map(String.init) ?? "not measured: no engine") |")
        print("| as a Job | \(there) |")
        figures.calls.withLock { $0 = [:] }
        let complete = try await figures.manyAtOnce(scans)
        for (call, count) in figures.calls.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
            print("requests to the cluster: \(count) \(call)")
        }
        let calls = figures.calls.withLock { $0.values.reduce(0, +) }
        print("requests to the cluster for each scan: \(Double(calls * 10 / max(1, scans)) / 10)")
        let isEqual = try await figures.isEqual()
        print("figures: complete=\(complete) start_ms=\(there - here) parity=\(isEqual ? "equal" : "different")")
    }

    let executor: KubernetesExecutor
    let calls: Calls

    /// How often each kind of request was sent.
    final class Calls: Sendable {
        private let counts = Mutex<[String: Int]>([:])
        func withLock<Result>(_ body: (inout sending [String: Int]) -> sending Result) -> Result {
            counts.withLock(body)
        }

        /// Notes a request, without the names in it.
        func note(_ request: String) {
            let kind = request.split(separator: "/").map { part in
                part.hasPrefix("venti-") ? "NAME" + (part.contains("?") ? "?" : "") : String(part)
            }
            .joined(separator: "/")
            withLock { $0[kind, default: 0] += 1 }
        }
    }

    init(image: String, namespace: String, hostAddress: String) throws {
        let calls = Calls()
        var configuration = KubernetesExecutor.Configuration()
        configuration.namespace = namespace
        configuration.hostAddress = hostAddress
        configuration.image = image
        configuration.pullPolicy = .ifMissing
        configuration.maximumJobs = 4
        configuration.observer = { calls.note($0) }
        self.calls = calls
        executor = try KubernetesExecutor(configuration)
    }

    private func dockerConfiguration(_ image: String) -> DockerExecutor.Configuration {
        var configuration = DockerExecutor.Configuration()
        configuration.image = image
        configuration.pullPolicy = .never
        return configuration
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
        for _ in 0..<10 {
            let time = try await withTarget { request in
                let began = ContinuousClock.now
                return try await executor.withScan(NativeScanner(), request) { events in
                    var first = 0
                    for try await _ in events where first == 0 {
                        first = Int((ContinuousClock.now - began) / .milliseconds(1))
                    }
                    return first
                }
            }
            times.append(time)
        }
        return times.sorted()[5]
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

    /// Whether the same request gives the same findings as a Job as in this process.
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
        print("findings: \(here.count) in this process, \(there.count) as a Job")
        for line in Set(here).symmetricDifference(there).sorted() { print("differs: \(line)") }
        return here == there && !here.isEmpty
    }
}
