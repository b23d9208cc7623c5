//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import AsyncHTTPClient
import Foundation
public import Logging
import NIOCore
import NIOHTTP1
public import ServiceLifecycle
public import VentiService

/// Sends spans to a collector by OTLP over HTTP, in JSON.
///
/// Nothing waits for it: where the collector is slow or away, spans are dropped and counted in
/// `venti_trace_spans_total`.
public struct TraceExporter: Service {
    /// What becomes of a batch that was posted.
    private enum Fate {
        case taken(rejected: Int)
        case refused(String)
        case later(Duration?, String)
    }

    private let settings: TraceExportSettings
    private let queue: TraceQueue
    private let metrics: MetricsRegistry
    private let logger: Logger

    /// How often a batch is posted at most.
    private static let mostAttempts = 5
    /// How long the last spans may take once the process is to end.
    private static let farewell: Duration = .seconds(5)

    /// Sends spans as the settings say.
    /// - Parameters:
    ///   - settings: Where spans go.
    ///   - metrics: Where they are counted.
    ///   - logger: Where it is said that the collector does not take them.
    public init(_ settings: TraceExportSettings, metrics: MetricsRegistry, logger: Logger) {
        self.settings = settings
        self.metrics = metrics
        self.logger = logger
        queue = TraceQueue(most: settings.mostWaiting)
        // From the beginning: whoever watches for spans that are dropped sees that none was, and misses not even the first.
        for result in ["sent", "refused", "lost", "dropped"] { counter.add(0, ["result": result]) }
    }

    private var counter: Metric { metrics.counter("venti_trace_spans_total", "Spans by what became of them.") }

    /// What measures for this exporter.
    public var tracer: Tracer {
        let queue = queue
        return Tracer(sampler: settings.sampler) { queue.add($0) }
    }

    /// Sends spans until the process is to end, and then those that are left.
    public func run() async throws {
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: Self.configuration)
        await follow(client)
        try? await withDeadline(Self.farewell) { while await send(client, attempts: 1) {} }
        try? await client.shutdown()
    }

    private static var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(5)
        return configuration
    }

    private func follow(_ client: HTTPClient) async {
        var last = ContinuousClock.now
        while !isEnding {
            let isDue = .now - last >= settings.delay
            guard isDue || queue.count >= settings.mostTogether else {
                await pause(min(.milliseconds(200), settings.delay))
                continue
            }
            last = .now
            _ = await send(client, attempts: Self.mostAttempts)
        }
    }

    private var isEnding: Bool { Task.isCancelled || Task.isShuttingDownGracefully }

    /// Waits, unless the process is to end.
    private func pause(_ time: Duration) async {
        await cancelWhenGracefulShutdown { try? await Task.sleep(for: time) }
    }

    /// Sends the oldest spans.
    /// - Returns: Whether there were any.
    private func send(_ client: HTTPClient, attempts: Int) async -> Bool {
        let (spans, dropped) = queue.take(settings.mostTogether)
        count(dropped, "dropped")
        guard !spans.isEmpty else { return false }
        guard let body = try? JSONEncoder().encode(OTLPRequest(spans, resource: settings.resource)) else { return true }
        var wait = settings.firstRetry
        for attempt in 1...attempts {
            switch await post(body, client) {
            case .taken(let rejected):
                let refused = min(rejected, spans.count)
                count(spans.count - refused, "sent")
                count(refused, "refused")
                return true
            case .refused(let reason):
                count(spans.count, "refused")
                logger.warning("the collector of traces refuses spans", metadata: ["reason": "\(reason)"])
                return true
            case .later(let asked, let reason):
                guard attempt < attempts, !isEnding else {
                    count(spans.count, "lost")
                    logger.warning("the collector of traces does not answer", metadata: ["reason": "\(reason)"])
                    return true
                }
                // A little more or less, so that not everybody comes back at once.
                await pause(min(asked ?? wait, .seconds(30)) * Double.random(in: 0.8...1.2))
                wait *= 2
            }
        }
        return true
    }

    private func post(_ body: Data, _ client: HTTPClient) async -> Fate {
        var request = HTTPClientRequest(url: settings.endpoint)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.headers.add(name: "user-agent", value: "venti-server")
        for (name, value) in settings.headers { request.headers.replaceOrAdd(name: name, value: value) }
        request.body = .bytes(ByteBuffer(bytes: body))
        let asked = request
        do {
            return try await withDeadline(settings.timeout) {
                let response = try await client.execute(asked, timeout: .minutes(10))
                let text = try await response.body.collect(upTo: 65_536)
                switch response.status.code {
                case 200..<300: return .taken(rejected: Self.rejected(Data(text.readableBytesView)))
                case 429, 502, 503, 504:
                    let seconds = response.headers.first(name: "retry-after").flatMap { Int($0) }
                    return .later(seconds.map { .seconds(max(0, $0)) }, "status \(response.status.code)")
                default: return .refused("status \(response.status.code)")
                }
            }
        } catch {
            return .later(nil, "\(type(of: error))")
        }
    }

    /// How many spans the collector has not taken of those that it has, by its own word.
    private static func rejected(_ body: Data) -> Int {
        let json = try? JSONDecoder().decode(JSON.self, from: body)
        switch json?["partialSuccess"]?["rejectedSpans"] {
        case .integer(let count): return max(0, count)
        case .string(let text): return max(0, Int(text) ?? 0)
        default: return 0
        }
    }

    private func count(_ spans: Int, _ result: String) {
        guard spans > 0 else { return }
        counter.add(Double(spans), ["result": result])
    }
}
