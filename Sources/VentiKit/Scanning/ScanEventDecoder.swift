//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Reads events from the bytes that another program prints, however they are cut into pieces.
///
/// Lines that are empty are skipped. A line that is not an event stops the reading: give what a tool prints for people
/// to its standard error, not among its events.
public struct ScanEventDecoder: Sendable {
    /// The bytes that one line may have.
    public let maximumLineBytes: Int
    /// The number of lines read, for messages.
    public private(set) var lineNumber = 0
    /// Why the other program could not scan, if it said so.
    public private(set) var failure: ScanFailure?
    private var pending: [UInt8] = []

    /// Makes a decoder at the beginning of the output.
    public init(maximumLineBytes: Int = ScanEvent.defaultMaximumLineBytes) {
        self.maximumLineBytes = max(1, maximumLineBytes)
    }

    /// The events whose lines are complete with these bytes.
    ///
    /// Where one of several lines is no event, those before it are lost with it: where they count, use ``decode(_:into:)``.
    ///
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidEncoding``, naming the line.
    public mutating func decode(_ bytes: some Collection<UInt8>) throws(ScanError) -> [ScanEvent] {
        var events: [ScanEvent] = []
        var rest = bytes[...]
        while let line = try nextLine(of: &rest) {
            if let event = try event(of: line) { events.append(event) }
        }
        return events
    }

    /// Hands over the events whose lines are complete with these bytes, in their order.
    ///
    /// Where a line is no event, those before it have been handed over.
    ///
    /// - Parameters:
    ///   - bytes: The next bytes of the output.
    ///   - events: Gets each event before the next line is read.
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidEncoding``, naming the line.
    public mutating func decode(_ bytes: [UInt8], into events: ScanEventSink) async throws(ScanError) {
        var rest = bytes[...]
        while let line = try nextLine(of: &rest) {
            if let event = try event(of: line) { await events.send(event) }
        }
    }

    /// The event of a last line that has no newline, or `nil` where there is none.
    ///
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidEncoding``, as it does if the output was cut short.
    public mutating func finish() throws(ScanError) -> ScanEvent? { try event(of: takeLine()) }

    private mutating func append(_ bytes: some Collection<UInt8>) throws(ScanError) {
        guard pending.count + bytes.count <= maximumLineBytes else {
            pending = []
            throw ScanError.lineTooLong(maximumLineBytes)
        }
        pending.append(contentsOf: bytes)
    }

    /// The next whole line, taken from the bytes. Where there is none, what there is of it is kept.
    private mutating func nextLine<Bytes: Collection<UInt8>>(
        of rest: inout Bytes
    ) throws(ScanError) -> [UInt8]? where Bytes.SubSequence == Bytes {
        guard let newline = rest.firstIndex(of: UInt8(ascii: "\n")) else {
            try append(rest)
            rest = rest[rest.endIndex...]
            return nil
        }
        try append(rest[..<newline])
        rest = rest[rest.index(after: newline)...]
        return takeLine()
    }

    private mutating func takeLine() -> [UInt8] {
        lineNumber += 1
        defer { pending = [] }
        return pending
    }

    private mutating func event(of line: [UInt8]) throws(ScanError) -> ScanEvent? {
        let isBlank = line.allSatisfy {
            $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r")
        }
        guard !isBlank else { return nil }
        let subject = "Line \(lineNumber) of the events"
        switch try JSONCoding.decode(ScanEventLine.self, from: line, subject: subject) {
        case .event(let event): return event
        case .failure(let reason):
            failure = reason
            return nil
        }
    }
}
