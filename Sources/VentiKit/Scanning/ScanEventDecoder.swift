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
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidEncoding``, naming the line.
    public mutating func decode(_ bytes: some Collection<UInt8>) throws(ScanError) -> [ScanEvent] {
        var events: [ScanEvent] = []
        var rest = bytes[...]
        while let newline = rest.firstIndex(of: UInt8(ascii: "\n")) {
            try append(rest[..<newline])
            if let event = try takeLine() { events.append(event) }
            rest = rest[rest.index(after: newline)...]
        }
        try append(rest)
        return events
    }

    /// The event of a last line that has no newline, or `nil` where there is none.
    ///
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidEncoding``, as it does if the output was cut short.
    public mutating func finish() throws(ScanError) -> ScanEvent? { try takeLine() }

    private mutating func append(_ bytes: some Collection<UInt8>) throws(ScanError) {
        guard pending.count + bytes.count <= maximumLineBytes else {
            pending = []
            throw ScanError.lineTooLong(maximumLineBytes)
        }
        pending.append(contentsOf: bytes)
    }

    private mutating func takeLine() throws(ScanError) -> ScanEvent? {
        lineNumber += 1
        let line = pending
        pending = []
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
