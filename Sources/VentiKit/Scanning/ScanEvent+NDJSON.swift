//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Events as newline-delimited JSON: one JSON object a line, in UTF-8.
extension ScanEvent {
    /// The bytes of one line that are read unless said otherwise: 32 MiB, since the last line holds the whole report.
    public static let defaultMaximumLineBytes = 32 << 20

    /// The event as one line that ends in a newline.
    ///
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidEncoding`` if a number is not finite.
    public func ndjsonLine() throws(ScanError) -> String {
        String(decoding: try JSONCoding.encode(self), as: UTF8.self) + "\n"
    }

    /// Reads one line, with or without its newline. An event of an unknown type becomes a diagnostic.
    ///
    /// - Parameters:
    ///   - line: The text of the line.
    ///   - maximumBytes: The longest line that is read.
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidEncoding`` and a message of one line if the line is too
    ///   long, is not JSON or not an event.
    public init(
        ndjsonLine line: String,
        maximumBytes: Int = ScanEvent.defaultMaximumLineBytes
    ) throws(ScanError) {
        try self.init(ndjsonLine: Array(line.utf8), maximumBytes: maximumBytes)
    }

    /// Reads one line of bytes. See ``init(ndjsonLine:maximumBytes:)-(String,_)``.
    public init(
        ndjsonLine line: [UInt8],
        maximumBytes: Int = ScanEvent.defaultMaximumLineBytes
    ) throws(ScanError) {
        guard line.count <= maximumBytes else { throw .lineTooLong(maximumBytes) }
        self = try JSONCoding.decode(ScanEvent.self, from: line, subject: "The event")
    }
}

extension ScanError {
    static func lineTooLong(_ maximumBytes: Int) -> ScanError {
        ScanError(.invalidEncoding, "A line of events is longer than \(maximumBytes) bytes.")
    }
}
