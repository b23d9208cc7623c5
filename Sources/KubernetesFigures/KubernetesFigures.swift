//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ExecutorFigures
import Foundation
import Synchronization
import VentiKit
import VentiKitDocker
import VentiKitKubernetes

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
        let here = try await ExecutorFigures(InProcessExecutor()).medianStart(of: 10)
        var docker: Int?
        if let executor = try? DockerExecutor(figures.dockerConfiguration(arguments[1])) {
            docker = try? await ExecutorFigures(executor).medianStart(of: 10)
        }
        let there = try await figures.shared.medianStart(of: 10)
        print("| Until the first event, median of 10 | ms |")
        print("|---|---|")
        print("| in this process | \(here) |")
        print("| in a container of Docker | \(docker.map(String.init) ?? "not measured: no engine") |")
        print("| as a Job | \(there) |")
        figures.calls.withLock { $0 = [:] }
        let complete = try await figures.shared.complete(of: scans)
        for (call, count) in figures.calls.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
            print("requests to the cluster: \(count) \(call)")
        }
        let calls = figures.calls.withLock { $0.values.reduce(0, +) }
        print("requests to the cluster for each scan: \(Double(calls * 10 / max(1, scans)) / 10)")
        let isEqual = try await figures.shared.isEqual()
        print("figures: complete=\(complete) start_ms=\(there - here) parity=\(isEqual ? "equal" : "different")")
    }

    let executor: KubernetesExecutor
    private var shared: ExecutorFigures { ExecutorFigures(executor) }
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
}
