//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import ServiceLifecycle
import Testing

@testable import VentiServer
@testable import VentiService

@Suite(.timeLimit(.minutes(2))) struct SignalTests {
    @Test func aHistogramCountsEachMeasurementInItsBuckets() {
        let registry = MetricsRegistry()
        let histogram = registry.histogram("seconds", "How long.")
        for value in [0.004, 0.02, 0.3, 20] { histogram.observe(value, ["route": "/a\"b\n"]) }
        registry.counter("total", "How many.").add(2, ["kind": "x"])
        let lines = Set(registry.text().split(separator: "\n").map(String.init))
        let route = #"route="/a\"b\n""#
        #expect(lines.contains("seconds_bucket{\(route),le=\"0.005\"} 1"))
        #expect(lines.contains("seconds_bucket{\(route),le=\"0.025\"} 2"))
        #expect(lines.contains("seconds_bucket{\(route),le=\"10\"} 3"))
        #expect(lines.contains("seconds_bucket{\(route),le=\"+Inf\"} 4"))
        #expect(lines.contains("seconds_count{\(route)} 4"))
        #expect(lines.contains("total{kind=\"x\"} 2"))
        #expect(lines.contains("# TYPE seconds histogram"))
    }

    @Test func labelsCannotFillTheMemory() {
        let registry = MetricsRegistry()
        let counter = registry.counter("total", "How many.")
        for number in 0..<5_000 { counter.add(1, ["id": "\(number)"]) }
        #expect(registry.text().split(separator: "\n").count == MetricsRegistry.mostSeries + 2)
    }

    @Test func probesAndMetricsSayHowTheServerIs() async throws {
        let test = try await ServerUnderTest()
        let state = test.server.state
        let management = ManagementServer(
            platform: test.platform,
            configuration: test.server.configuration,
            state: state,
            logger: test.server.logger
        )
        _ = try await test.platform.stops.engage(.tenant, reason: "x", as: test.owner)
        let token = try await test.token(.viewer)
        try await test.test { _ = try await $0.send(.get, "/api/v1/projects", token: token) }
        try await management.application().test(.router) { client in
            func status(_ path: String) async throws -> Int {
                try await client.execute(uri: path, method: .get) { $0.status.code }
            }
            #expect(try await status("/livez") == 200)
            #expect(try await status("/startupz") == 503)
            #expect(try await status("/readyz") == 503)
            state.start()
            #expect(try await status("/startupz") == 200)
            #expect(try await status("/readyz") == 200)
            let text = try await client.execute(uri: "/metrics", method: .get) { String(buffer: $0.body) }
            for line in [
                "venti_emergency_stop_engaged{scope=\"tenant\"} 1", "venti_queue_jobs{state=\"dead\"} 0",
                "venti_store_up 1",
                "venti_auth_attempts_total{method=\"user\",result=\"taken\"} 1",
            ] {
                #expect(text.contains(line), "\(line)")
            }
            #expect(text.contains(#"http_route="/api/v1/projects""#))
            state.drain()
            #expect(try await status("/readyz") == 503)
            #expect(try await status("/livez") == 200)
        }
    }

    @Test func theRateIsKeptToTheRequest() {
        let limiter = RateLimiter()
        let rate = ServerConfiguration.Rate(10, in: 10)
        let start = ContinuousClock.now
        let first = (0..<20).map { _ in limiter.admit("a", rate, at: start) }
        #expect(first.filter(\.isAdmitted).count == 10)
        #expect(limiter.admit("b", rate, at: start).isAdmitted)
        #expect(!limiter.admit("a", rate, at: start + .milliseconds(500)).isAdmitted)
        #expect(limiter.admit("a", rate, at: start + .milliseconds(1_100)).isAdmitted)
        #expect((0..<20).filter { _ in limiter.admit("a", rate, at: start + .seconds(60)).isAdmitted }.count == 10)
    }

    @Test func aSchemaFindsWhatItShould() {
        let schema = Schema.object([
            .init(name: "a", schema: .integer(1...3), isRequired: true, text: ""),
            .init(name: "b", schema: .array(.oneOf(["x", "y"]), maximum: 2), isRequired: false, text: ""),
            .init(name: "c", schema: .nullable(.string(1...2)), isRequired: false, text: ""),
        ])
        func codes(_ text: String) -> [String] {
            let value = (try? JSONDecoder().decode(JSON.self, from: Data(text.utf8))) ?? .null
            return schema.faults(in: value).map { "\($0.pointer) \($0.code)" }
        }
        #expect(codes(#"{"a":1,"b":["x"],"c":null}"#) == [])
        #expect(codes(#"{"a":4,"b":["x","z","y"],"c":"abc"}"#) == ["/a range", "/b length", "/c length"])
        #expect(codes(#"{"b":["z"],"d/e":1}"#) == ["/a required", "/b/0 enum", "/d~1e unknown"])
        #expect(codes(#"{"a":"1"}"#) == ["/a type"] && codes("[]") == ["/ type"])
    }
}
