//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
public import Hummingbird
public import Logging
public import VentiService

/// Probes and metrics, on a port of their own that users never reach.
public struct ManagementServer: Sendable {
    let platform: Platform
    let configuration: ServerConfiguration
    let state: ServerState
    let logger: Logger

    /// Probes and metrics of a platform.
    /// - Parameters:
    ///   - platform: What is asked whether it works.
    ///   - configuration: Where to listen.
    ///   - state: What is counted.
    ///   - logger: What writes lines.
    public init(platform: Platform, configuration: ServerConfiguration, state: ServerState, logger: Logger) {
        self.platform = platform
        self.configuration = configuration
        self.state = state
        self.logger = logger
    }

    /// The routes.
    public func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.get("/livez") { _, _ in "alive\n" }
        router.get("/startupz") { _, _ in
            Self.verdict(state.isStarted ? nil : "starting")
        }
        router.get("/readyz") { _, _ in
            Self.verdict(await whyNotReady())
        }
        router.get("/metrics") { _, _ in
            await measure()
            return Response(
                status: .ok,
                headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: state.metrics.text()))
            )
        }
        return router
    }

    /// The server for whoever runs the platform.
    public func application() -> some ApplicationProtocol {
        Application(
            router: router(),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.managementHost, port: configuration.managementPort),
                serverName: nil
            ),
            logger: logger
        )
    }

    /// Why requests should go elsewhere; `nil` where they need not.
    private func whyNotReady() async -> String? {
        if !state.isStarted { return "starting" }
        if state.isDraining { return "draining" }
        do {
            try await platform.checkStore()
            return nil
        } catch {
            return "the store does not answer"
        }
    }

    private static func verdict(_ reason: String?) -> Response {
        let body = reason.map { #"{"status":"DOWN","reason":"\#($0)"}"# } ?? #"{"status":"UP"}"#
        return Response(
            status: reason == nil ? .ok : .serviceUnavailable,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: body + "\n"))
        )
    }

    /// What is measured when somebody asks.
    private func measure() async {
        let metrics = state.metrics
        metrics.gauge("venti_build_info", "The build.").set(1, ["build": configuration.build])
        let isUp = metrics.gauge("venti_store_up", "Whether the store answers.")
        if let counts = try? await platform.queueCounts() {
            isUp.set(1)
            let jobs = metrics.gauge("venti_queue_jobs", "Jobs by state.")
            for state in Job.State.allCases { jobs.set(Double(counts[state.rawValue] ?? 0), ["state": state.rawValue]) }
            metrics.gauge("venti_queue_ready", "Jobs that wait.").set(Double(counts[Job.State.ready.rawValue] ?? 0))
        } else {
            isUp.set(0)
        }
        if let stops = try? await platform.engagedStopCounts() {
            let engaged = metrics.gauge("venti_emergency_stop_engaged", "Emergency stops that are engaged.")
            for reach in EmergencyStop.Reach.allCases {
                engaged.set(Double(stops[reach] ?? 0), ["scope": reach.rawValue])
            }
        }
        if let bytes = Self.residentBytes() {
            metrics.gauge("process_resident_memory_bytes", "The memory of the process.").set(bytes)
        }
    }

    private static func residentBytes() -> Double? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        return text.split(separator: " ").dropFirst().first.flatMap { Double($0) }.map { $0 * 4_096 }
    }
}
