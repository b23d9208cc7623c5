//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A saved report in a file of events, one JSON object a line, whose findings are read when they are asked for.
///
/// It reads what ``NDJSONReport`` and scanners write. The file must not change while it is in use.
///
/// ```swift
/// var output = try FileOutput("report.html")
/// try HTMLReport().write(EventFile("findings.jsonl").content, to: &output)
/// try output.finish()
/// ```
public struct EventFile: FindingSource {
    /// The report with its findings left out.
    public let head: ScanReport
    private let file: ByteFile
    /// Where the findings stand in the file; `nil` where the last line holds them.
    private let places: [Place]
    /// The places' indices in the order of a report, or `nil` where they are in that order already.
    private let order: [Int32]?
    private let list: FindingList?

    private struct Place {
        var offset: Int
        var length: Int32
    }

    /// Reads the file once, line by line, and keeps where its findings are.
    ///
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - maximumLineBytes: The longest line that is read.
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidArgument`` if the file cannot be read, and
    ///   ``ScanError/Code/invalidEncoding`` if a line is no event or the last event is missing.
    public init(
        _ path: String,
        maximumLineBytes: Int = ScanEvent.defaultMaximumLineBytes
    ) throws(ScanError) {
        try self.init(ByteFile(path), maximumLineBytes: maximumLineBytes)
    }

    /// Reads what the file would hold.
    ///
    /// - Parameters:
    ///   - bytes: The events, one JSON object a line.
    ///   - name: What to call them in messages.
    ///   - maximumLineBytes: The longest line that is read.
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidEncoding`` if a line is no event or the last event is
    ///   missing.
    public init(
        _ bytes: [UInt8],
        name: String,
        maximumLineBytes: Int = ScanEvent.defaultMaximumLineBytes
    ) throws(ScanError) {
        try self.init(ByteFile(bytes, name: name), maximumLineBytes: maximumLineBytes)
    }

    private init(_ file: ByteFile, maximumLineBytes: Int) throws(ScanError) {
        self.file = file
        var report: ScanReport?
        var isComplete = true
        var places: [Place] = []
        var keys: [FindingOrderKey] = []
        var lines = LineReader(file: file, maximumBytes: min(max(1, maximumLineBytes), Int(Int32.max)))
        while let line = try lines.next() {
            let event = try JSONCoding.decode(
                ScanEvent.self,
                from: line.bytes,
                subject: "Line \(lines.number) of \(file.path)"
            )
            switch event {
            case .finding(let finding):
                places.append(Place(offset: line.offset, length: Int32(line.bytes.count)))
                keys.append(FindingOrderKey(finding))
            case .finished(let finished):
                report = finished
                isComplete = try Self.isComplete(line.bytes)
            default: break
            }
        }
        guard var head = report else {
            throw ScanError(.invalidEncoding, "\(file.path) has no event of type finished, which holds the report.")
        }
        // What a scan reports at its end stands above what it said on the way.
        list = isComplete ? FindingList(head.findings) : nil
        head.findings = []
        self.head = head
        self.places = list == nil ? places : []
        let isOrdered = keys.indices.dropFirst().allSatisfy { !(keys[$0] < keys[$0 - 1]) }
        order = isOrdered ? nil : keys.indices.sorted { keys[$0] < keys[$1] }.map(Int32.init)
    }

    /// The report to be written in another format.
    public var content: ReportContent { ReportContent(head: head, findings: self) }

    public func forEach(_ body: (Finding) throws -> Void) throws {
        if let list { return try list.forEach(body) }
        for place in places { try body(finding(at: place)) }
    }

    public func forEachInReportOrder(_ body: (Finding) throws -> Void) throws {
        if let list { return try list.forEachInReportOrder(body) }
        guard let order else { return try forEach(body) }
        for index in order { try body(finding(at: places[Int(index)])) }
    }

    /// Whether the report of the last line has its findings, or says that they stand before it.
    private static func isComplete(_ line: ArraySlice<UInt8>) throws(ScanError) -> Bool {
        struct Ending: Decodable {
            var findingsBefore: Int?
        }
        return try JSONCoding.decode(Ending.self, from: line, subject: "The last line").findingsBefore == nil
    }

    private func finding(at place: Place) throws(ScanError) -> Finding {
        let line = try file.read(at: place.offset, count: Int(place.length))
        let event = try JSONCoding.decode(ScanEvent.self, from: line, subject: "A finding of \(file.path)")
        guard case .finding(let finding) = event else {
            throw ScanError(.invalidEncoding, "\(file.path) has changed while it was read.")
        }
        return finding
    }
}

/// The lines of a file, without those that are blank.
private struct LineReader {
    let file: ByteFile
    let maximumBytes: Int
    private(set) var number = 0
    /// Where the bytes that are at hand begin in the file.
    private var offset = 0
    private var bytes: [UInt8] = []
    /// The bytes at hand that were given already, and those without a line end after them.
    private var used = 0
    private var searched = 0
    private var isAtEnd = false

    init(file: ByteFile, maximumBytes: Int) {
        self.file = file
        self.maximumBytes = maximumBytes
    }

    mutating func next() throws(ScanError) -> (offset: Int, bytes: ArraySlice<UInt8>)? {
        while true {
            let newline = bytes[searched...].firstIndex(of: UInt8(ascii: "\n"))
            guard newline != nil || isAtEnd else {
                try readMore()
                continue
            }
            let end = newline ?? bytes.count
            if newline == nil && end == used { return nil }
            guard end - used <= maximumBytes else { throw .lineTooLong(maximumBytes) }
            number += 1
            let line = bytes[used..<end]
            let start = offset + used
            used = min(end + 1, bytes.count)
            searched = used
            guard line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) else { return (start, line) }
        }
    }

    private mutating func readMore() throws(ScanError) {
        bytes.removeFirst(used)
        offset += used
        used = 0
        searched = bytes.count
        guard bytes.count <= maximumBytes else { throw .lineTooLong(maximumBytes) }
        let more = try file.read(at: offset + bytes.count, count: 1 << 20)
        isAtEnd = more.isEmpty
        bytes += more
    }
}
