//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Synchronization

/// Measures what is done, as spans of traces. Where nobody records them, it only keeps the ids that join the lines of logs.
public struct Tracer: Sendable {
    /// Takes a span that is over. It must not wait.
    public typealias Recorder = @Sendable (TraceSpan) -> Void

    private let record: Recorder?
    private let sampler: TraceSampler

    /// - Parameters:
    ///   - sampler: Which traces are recorded.
    ///   - record: Takes the spans; `nil` where nobody does.
    public init(sampler: TraceSampler = TraceSampler(), record: Recorder? = nil) {
        self.sampler = sampler
        self.record = record
    }

    /// A span while it lasts.
    public final class Active: Sendable {
        /// Its place.
        public let context: TraceContext
        private let isRecorded: Bool
        private let state: Mutex<TraceSpan>

        init(_ span: TraceSpan, isRecorded: Bool) {
            context = span.context
            self.isRecorded = isRecorded
            state = Mutex(span)
        }

        /// Calls the span something else, once more is known.
        public func name(_ name: @autoclosure () -> String) {
            guard isRecorded else { return }
            let name = name()
            state.withLock { $0.name = name }
        }

        /// Says what is known of the span.
        public func set(_ key: String, _ value: @autoclosure () -> TraceSpan.Value) {
            guard isRecorded else { return }
            let value = value()
            state.withLock { $0.attributes[key] = value }
        }

        /// Says that it went wrong.
        public func fail(_ reason: String) { state.withLock { $0.failure = reason } }

        func ended(at time: UInt64) -> TraceSpan {
            state.withLock { span in
                span.ended = max(span.began, time)
                return span
            }
        }
    }

    /// Does something in a span, which is ``TraceTag/current`` meanwhile.
    /// - Parameters:
    ///   - name: What is done.
    ///   - kind: What part it plays.
    ///   - parent: Where it belongs; a new trace begins where it is `nil`.
    ///   - attributes: What is known of it.
    ///   - body: What is done.
    public func span<Value>(
        _ name: String,
        _ kind: TraceSpan.Kind,
        in parent: TraceContext? = TraceTag.current,
        attributes: [String: TraceSpan.Value] = [:],
        _ body: (Active) async throws -> Value
    ) async rethrows -> Value {
        let context = sampler.context(in: parent, isRecording: record != nil)
        let active = Active(
            TraceSpan(
                context: context,
                parent: parent,
                name: name,
                kind: kind,
                began: Self.now,
                ended: 0,
                attributes: attributes
            ),
            isRecorded: context.isSampled && record != nil
        )
        defer { if context.isSampled, let record { record(active.ended(at: Self.now)) } }
        do {
            return try await TraceTag.$current.withValue(context) { try await body(active) }
        } catch {
            // Never the error's text, which may hold what a client has sent.
            active.fail("\(type(of: error))")
            throw error
        }
    }

    private static var now: UInt64 { UInt64(max(0, Date().timeIntervalSince1970 * 1_000_000_000)) }
}

/// Which traces are recorded.
public struct TraceSampler: Sendable, Hashable {
    /// Whether what the parent says counts.
    public var followsParent: Bool
    /// The share of the traces that begin here, from 0 to 1.
    public var ratio: Double

    /// Follows the parent, and records all traces that begin here, unless told otherwise.
    /// - Parameters:
    ///   - followsParent: Whether what the parent says counts.
    ///   - ratio: The share of the traces that begin here.
    public init(followsParent: Bool = true, ratio: Double = 1) {
        self.followsParent = followsParent
        self.ratio = ratio
    }

    func context(in parent: TraceContext?, isRecording: Bool) -> TraceContext {
        guard let parent else {
            let made = TraceContext.make(isSampled: isRecording)
            return TraceContext(trace: made.trace, span: made.span, isSampled: isRecording && isChosen(made.trace))
        }
        let isSampled = followsParent || !isRecording ? parent.isSampled : isChosen(parent.trace)
        let child = parent.child()
        return TraceContext(trace: child.trace, span: child.span, isSampled: isSampled)
    }

    /// By the trace's id, so that all who ask decide the same.
    private func isChosen(_ trace: String) -> Bool {
        if ratio >= 1 { return true }
        guard ratio > 0, let low = UInt64(trace.suffix(16), radix: 16) else { return false }
        return Double(low >> 1) < ratio * Double(UInt64(1) << 63)
    }
}
