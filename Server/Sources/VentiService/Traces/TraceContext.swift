//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A place in a trace, as the W3C's Trace Context writes it in the header `traceparent`.
public struct TraceContext: Sendable, Hashable {
    /// The id of the trace: 32 hexadecimal digits.
    public let trace: String
    /// The id of the span: 16 hexadecimal digits.
    public let span: String
    /// Whether spans of the trace are to be recorded.
    public let isSampled: Bool

    init(trace: String, span: String, isSampled: Bool) {
        self.trace = trace
        self.span = span
        self.isSampled = isSampled
    }

    /// Reads a header's value; `nil` where it breaks a rule, for which the standard says to begin a new trace.
    /// - Parameter header: The value of `traceparent`.
    public init?(header: String) {
        let parts = header.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 4, let version = Self.digits(parts[0], 2), version != "ff",
            // Later versions may say more; version 00 does not.
            version != "00" || parts.count == 4,
            let trace = Self.digits(parts[1], 32), let span = Self.digits(parts[2], 16),
            let flags = Self.digits(parts[3], 2).flatMap({ UInt8($0, radix: 16) }),
            trace.contains(where: { $0 != "0" }), span.contains(where: { $0 != "0" })
        else { return nil }
        self.init(trace: trace, span: span, isSampled: flags & 1 == 1)
    }

    /// A new trace.
    /// - Parameter isSampled: Whether its spans are to be recorded.
    public static func make(isSampled: Bool) -> TraceContext {
        TraceContext(trace: random(2), span: random(1), isSampled: isSampled)
    }

    /// A new span in the same trace.
    public func child() -> TraceContext { TraceContext(trace: trace, span: Self.random(1), isSampled: isSampled) }

    /// The value of `traceparent`.
    public var header: String { "00-\(trace)-\(span)-\(isSampled ? "01" : "00")" }

    private static func digits(_ text: Substring, _ count: Int) -> String? {
        guard text.utf8.count == count, text.utf8.allSatisfy({ isDigit($0) }) else { return nil }
        return String(text)
    }

    /// Lower-case digits alone, as the standard has it.
    private static func isDigit(_ unit: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(unit) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(unit)
    }

    private static func random(_ words: Int) -> String {
        (0..<words).map { _ in
            let text = String(UInt64.random(in: 1...UInt64.max), radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }.joined()
    }
}

/// The span that is under way, for the lines of logs and for what is begun in it.
public enum TraceTag {
    /// The span; `nil` outside of one.
    @TaskLocal public static var current: TraceContext?
}
