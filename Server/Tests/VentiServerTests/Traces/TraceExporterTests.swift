//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Hummingbird
import Logging
import ServiceLifecycle
import Testing

@testable import VentiServer
@testable import VentiService

@Suite(.timeLimit(.minutes(2))) struct TraceExporterTests {
    /// Runs an exporter beside a body; ending it sends what is left.
    private func export(
        to url: String,
        _ change: (inout TraceExportSettings) -> Void = { _ in },
        _ body: (TraceExporter, MetricsRegistry) async throws -> Void
    ) async throws -> MetricsRegistry {
        var settings = TraceExportSettings(endpoint: url + "/v1/traces")
        settings.delay = .milliseconds(20)
        settings.firstRetry = .milliseconds(20)
        change(&settings)
        let metrics = MetricsRegistry()
        let exporter = TraceExporter(
            settings,
            metrics: metrics,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [exporter],
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            )
        )
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await body(exporter, metrics)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        return metrics
    }

    private func spans(_ count: Int, _ exporter: TraceExporter) async {
        for number in 0..<count {
            await exporter.tracer.span("span \(number)", .server) { $0.set("number", .number(number)) }
        }
    }

    @Test func spansArriveAsTheProtocolWritesThem() async throws {
        try await TraceCollector.serve { url, collector in
            let metrics = try await export(to: url) {
                $0.headers = ["x-key": "k1"]
                $0.resource["service.version"] = "7"
            } _: { exporter, _ in
                let parent = TraceContext(header: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                await exporter.tracer.span("asked", .server, in: parent) { span in
                    span.set("http.route", .text("/api/v1/scans/{scan}"))
                    span.set("http.response.status_code", .number(500))
                    span.fail("500")
                }
                try await collector.wait { !$0.spans.isEmpty }
            }
            let batch = try #require(collector.batches.first)
            #expect(batch.headers[.contentType] == "application/json")
            #expect(batch.headers[values: try #require(.init("x-key"))] == ["k1"])
            let resource = batch.json["resourceSpans"]?.items.first?["resource"]?["attributes"]?.items ?? []
            #expect(resource.contains(["key": "service.name", "value": ["stringValue": "venti-server"]]))
            #expect(resource.contains(["key": "service.version", "value": ["stringValue": "7"]]))
            let span = try #require(batch.spans.first)
            #expect(span["traceId"] == "4bf92f3577b34da6a3ce929d0e0e4736" && span["parentSpanId"] == "00f067aa0ba902b7")
            #expect(span["spanId"]?.text?.count == 16 && span["kind"] == 2 && span["name"] == "asked")
            #expect(span["status"] == ["code": 2, "message": "500"])
            #expect(
                span["attributes"]?.items == [
                    ["key": "http.response.status_code", "value": ["intValue": "500"]],
                    ["key": "http.route", "value": ["stringValue": "/api/v1/scans/{scan}"]],
                ]
            )
            let began = span["startTimeUnixNano"]?.text.flatMap { UInt64($0) } ?? 0
            let ended = span["endTimeUnixNano"]?.text.flatMap { UInt64($0) } ?? 0
            #expect(began > 1_700_000_000_000_000_000 && ended >= began)
            #expect(metrics.text().contains(#"venti_trace_spans_total{result="sent"} 1"#))
        }
    }

    @Test func manySpansGoTogetherAndTheLastOnesWithTheFarewell() async throws {
        try await TraceCollector.serve { url, collector in
            let metrics = try await export(to: url) {
                $0.delay = .seconds(600)
                $0.mostTogether = 10
            } _: { exporter, _ in
                await spans(25, exporter)
                try await collector.wait { $0.spans.count >= 20 }
                #expect(collector.spans.count == 20)
            }
            #expect(collector.batches.map(\.spans.count) == [10, 10, 5])
            #expect(metrics.text().contains(#"venti_trace_spans_total{result="sent"} 25"#))
        }
    }

    @Test func aBusyCollectorIsAskedAgainAndOneThatRefusesIsNot() async throws {
        try await TraceCollector.serve { number in
            switch number {
            case 0: Response(status: .serviceUnavailable, headers: [.retryAfter: "0"])
            // No number of seconds that can be waited.
            case 1: Response(status: .tooManyRequests, headers: [.retryAfter: "inf"])
            case 2: Response(status: .ok)
            case 3: Response(status: .badRequest)
            default:
                Response(
                    status: .ok,
                    body: ResponseBody(byteBuffer: ByteBuffer(string: #"{"partialSuccess":{"rejectedSpans":"2"}}"#))
                )
            }
        } _: { url, collector in
            let metrics = try await export(to: url) { _ in
            } _: { exporter, metrics in
                await spans(3, exporter)
                try await collector.wait { $0.batches.count == 3 }
                await spans(4, exporter)
                try await collector.wait { $0.batches.count == 4 }
                await spans(5, exporter)
                try await collector.wait { $0.batches.count == 5 }
            }
            #expect(collector.batches.map(\.spans.count).prefix(3) == [3, 3, 3])
            #expect(metrics.text().contains(#"venti_trace_spans_total{result="sent"} 6"#), "\(metrics.text())")
            #expect(metrics.text().contains(#"venti_trace_spans_total{result="refused"} 6"#), "\(metrics.text())")
        }
    }

    @Test func nobodyWaitsForACollectorThatDoesNotAnswer() async throws {
        try await TraceCollector.serve { _ in
            try await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(3_600)) }
            return Response(status: .ok)
        } _: { url, collector in
            let metrics = try await export(to: url) {
                $0.mostWaiting = 50
                $0.mostTogether = 50
                $0.timeout = .seconds(2)
            } _: { exporter, metrics in
                await spans(50, exporter)
                try await collector.wait { !$0.batches.isEmpty }
                // The first ones are under way; so many may wait, and no more are kept.
                await spans(500, exporter)
                #expect(metrics.text().contains(#"venti_trace_spans_total{result="sent"} 0"#))
            }
            let text = metrics.text()
            #expect(text.contains(#"venti_trace_spans_total{result="dropped"} 450"#), "\(text)")
            #expect(text.contains(#"venti_trace_spans_total{result="lost"} 100"#), "\(text)")
        }
    }

    @Test func theVariablesOfOpenTelemetryAreRead() throws {
        func settings(_ variables: [String: String]) throws -> TraceExportSettings? {
            try TraceExportSettings(variables: variables, version: "1.2")
        }
        #expect(try settings([:]) == nil)
        let base = "OTEL_EXPORTER_OTLP_ENDPOINT"
        #expect(try settings([base: "http://127.0.0.1:4318", "OTEL_SDK_DISABLED": "TRUE"]) == nil)
        #expect(try settings([base: "http://127.0.0.1:4318", "OTEL_TRACES_EXPORTER": "none"]) == nil)
        let plain = try #require(try settings([base: "http://127.0.0.1:4318/"]))
        #expect(plain.endpoint == "http://127.0.0.1:4318/v1/traces" && plain.sampler == TraceSampler())
        #expect(plain.resource == ["service.name": "venti-server", "service.version": "1.2"])
        let full = try #require(
            try settings([
                base: "http://elsewhere", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "https://collector/own",
                "OTEL_EXPORTER_OTLP_HEADERS": "api-key=a%20b, other=1", "OTEL_EXPORTER_OTLP_TRACES_HEADERS": "other=2",
                "OTEL_SERVICE_NAME": "scans", "OTEL_RESOURCE_ATTRIBUTES": "service.name=x,deployment.environment=test",
                "OTEL_EXPORTER_OTLP_TIMEOUT": "1500", "OTEL_BSP_SCHEDULE_DELAY": "250",
                "OTEL_BSP_MAX_QUEUE_SIZE": "100",
                "OTEL_EXPORTER_OTLP_PROTOCOL": "http/json", "OTEL_TRACES_SAMPLER": "parentbased_traceidratio",
                "OTEL_TRACES_SAMPLER_ARG": "0.1",
            ])
        )
        #expect(full.endpoint == "https://collector/own" && full.headers == ["api-key": "a b", "other": "2"])
        #expect(full.resource["service.name"] == "scans" && full.resource["deployment.environment"] == "test")
        #expect(full.timeout == .milliseconds(1_500) && full.delay == .milliseconds(250))
        #expect(full.mostWaiting == 100 && full.mostTogether == 100 && full.sampler.ratio == 0.1)
        for (name, value) in [
            (base, "collector:4318"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"), ("OTEL_TRACES_EXPORTER", "zipkin"),
            ("OTEL_BSP_SCHEDULE_DELAY", "soon"), ("OTEL_TRACES_SAMPLER", "some"),
        ] {
            let refusal = #expect(throws: ServiceError.self) {
                try settings([base: "http://127.0.0.1:4318"].merging([name: value]) { $1 })
            }
            #expect(refusal?.message.hasPrefix("\(name) is '\(value)") == true)
        }
    }
}
