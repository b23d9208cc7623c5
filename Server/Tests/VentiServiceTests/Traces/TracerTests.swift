//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import Testing

@testable import VentiService

@Suite struct TracerTests {
    private final class Spans: Sendable {
        private let state = Mutex<[TraceSpan]>([])
        var all: [TraceSpan] { state.withLock { $0 } }
        func add(_ span: TraceSpan) { state.withLock { $0.append(span) } }
    }

    private struct Refusal: Error {}

    @Test func spansAreNestedAndEndFromTheInside() async throws {
        let spans = Spans()
        let tracer = Tracer { spans.add($0) }
        let remote = try #require(TraceContext(header: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"))
        await tracer.span("outer", .server, in: remote) { outer in
            #expect(TraceTag.current == outer.context)
            outer.set("size", .number(3))
            await tracer.span("inner", .producer) { inner in #expect(TraceTag.current == inner.context) }
            await #expect(throws: Refusal.self) { try await tracer.span("wrong", .work) { _ in throw Refusal() } }
            outer.name("renamed")
        }
        #expect(TraceTag.current == nil)
        #expect(spans.all.map(\.name) == ["inner", "wrong", "renamed"])
        let outer = try #require(spans.all.last)
        #expect(outer.parent == remote && outer.attributes == ["size": .number(3)] && outer.failure == nil)
        #expect(spans.all.allSatisfy { $0.context.trace == remote.trace && $0.began <= $0.ended && $0.began > 0 })
        #expect(spans.all.prefix(2).allSatisfy { $0.parent == outer.context })
        #expect(spans.all[1].failure == "Refusal")
    }

    @Test func whatTheServerAsksOthersIsASpanOfAClientWithoutPathsAndTexts() async throws {
        let spans = Spans()
        let addresses = AddressGuard(allowed: AllowList(["127.0.0.1"]), resolver: SystemResolver())
        let fetch = GuardedFetch(addresses: addresses, tracer: Tracer { spans.add($0) })
        await #expect(throws: ServiceError.self) { try await fetch.get("http://127.0.0.1:1/secret?token=secret") }
        let span = try #require(spans.all.first)
        #expect(spans.all.count == 1 && span.kind == .client && span.name == "HTTP GET")
        #expect(span.attributes["server.address"] == .text("127.0.0.1") && span.attributes["server.port"] == .number(1))
        #expect(span.failure == "ServiceError" && !"\(span)".contains("secret"))
    }

    @Test func withoutARecorderThereAreIdsAndNothingIsSampled() async {
        await Tracer().span("alone", .server) { span in #expect(!span.context.isSampled) }
        let parent = TraceContext.make(isSampled: true)
        await Tracer().span("followed", .server, in: parent) { span in
            #expect(span.context.isSampled && span.context.trace == parent.trace)
        }
    }

    @Test func aSamplerKeepsItsShareAndFollowsTheParent() async {
        let spans = Spans()
        let tracer = Tracer(sampler: TraceSampler(ratio: 0.25)) { spans.add($0) }
        for _ in 0..<4_000 { await tracer.span("one", .server) { _ in } }
        #expect((800..<1_200).contains(spans.all.count), "\(spans.all.count)")
        let (wanted, unwanted) = (TraceContext.make(isSampled: true), TraceContext.make(isSampled: false))
        let before = spans.all.count
        await tracer.span("wanted", .server, in: wanted) { _ in }
        await tracer.span("unwanted", .server, in: unwanted) { _ in }
        #expect(spans.all.count == before + 1)
        let deaf = Tracer(sampler: TraceSampler(followsParent: false, ratio: 0)) { spans.add($0) }
        await deaf.span("wanted", .server, in: wanted) { _ in }
        #expect(spans.all.count == before + 1)
    }
}
