//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
public import Hummingbird
import ServiceLifecycle
public import VentiService

/// A scan's events as server-sent events, from a place on, until the scan is over.
///
/// The `id` of each event is its place; a browser that has lost the connection says it in `Last-Event-ID`, and misses
/// nothing and gets nothing twice.
public struct EventStream: Sendable {
    let platform: Platform
    let state: ServerState
    let scan: RecordID
    let principal: Principal
    let after: Int

    /// How long nothing may be said before a comment shows that the stream lives.
    static let silence: Duration = .seconds(15)

    /// - Parameters:
    ///   - platform: Where the scan is.
    ///   - state: Where open streams are counted.
    ///   - scan: The scan.
    ///   - principal: Who reads.
    ///   - lastEventID: The last event that the client has, as it says.
    public init(platform: Platform, state: ServerState, scan: RecordID, principal: Principal, lastEventID: String?) {
        self.platform = platform
        self.state = state
        self.scan = scan
        self.principal = principal
        after = max(0, lastEventID.flatMap { Int($0) } ?? 0)
    }

    /// The answer: 204 where the scan is over and the client has everything, so that it does not come again.
    /// - Parameter mostStreams: How many streams the principal may have open.
    public func response(mostStreams: Int) async throws -> Response {
        let found = try await platform.scans.find(scan, as: principal)
        if found.state.isFinal, try await platform.scans.events(of: scan, after: after, limit: 1, as: principal).isEmpty
        {
            return Response(status: .noContent)
        }
        guard state.mayOpenStream(principal.id, most: mostStreams) else {
            throw ServiceError(.rateLimited, "Too many streams are open.", retryAfterSeconds: 5)
        }
        var headers: HTTPFields = [.contentType: "text/event-stream", .cacheControl: "no-store, no-transform"]
        if let name = HTTPField.Name("x-accel-buffering") { headers[name] = "no" }
        return Response(status: .ok, headers: headers, body: ResponseBody { writer in try await write(&writer) })
    }

    @concurrent
    private func write(_ writer: inout any ResponseBodyWriter) async throws {
        // Counted from here on: where the client is gone before the head is written, this is never called.
        state.openStream(principal.id)
        defer { state.closeStream(principal.id) }
        let gauge = state.metrics.gauge("venti_event_streams", "Streams of events that are open.")
        gauge.add(1)
        defer { gauge.add(-1) }
        try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
        var seq = after
        var quiet = ContinuousClock.now
        var hasRested = false
        var checked = ContinuousClock.now
        // Short waits: a server that ends does not wait for its readers.
        while !Task.isShuttingDownGracefully {
            // Asked before the events are: what a scan writes at its end is not missed.
            let wasOver = hasRested ? try await isOver() : false
            let events = try await platform.scans.nextEvents(
                of: scan,
                after: seq,
                atMost: wasOver ? .zero : .seconds(2),
                as: principal
            )
            for event in events { try await writer.write(ByteBuffer(string: Self.text(of: event))) }
            seq = events.last?.seq ?? seq
            // A scan that was given another chance has an end behind it that is none.
            if events.last?.kind == "done", try await isOver() { break }
            if wasOver, events.isEmpty { break }
            hasRested = events.isEmpty
            if .now - checked >= .seconds(5) {
                guard try await platform.identity.isGood(principal) else { break }
                checked = .now
            }
            if !events.isEmpty {
                quiet = .now
            } else if .now - quiet >= Self.silence {
                try await writer.write(ByteBuffer(string: ": still here\n\n"))
                quiet = .now
            }
        }
        try await writer.finish(nil)
    }

    private func isOver() async throws -> Bool { try await platform.scans.find(scan, as: principal).state.isFinal }

    /// One event. Its data is one line of JSON, which holds no line break.
    static func text(of event: ScanEventRecord) -> String {
        "id: \(event.seq)\nevent: \(event.kind)\ndata: \(event.data)\n\n"
    }
}
