//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
public import Logging
import VentiService

/// Writes logs as JSON, one object a line, so that nothing that is logged can look like another line.
public struct JSONLogHandler: LogHandler {
    public var logLevel: Logger.Level = .info
    public var metadata: Logger.Metadata = [:]
    private let label: String
    private let write: @Sendable (String) -> Void

    /// - Parameters:
    ///   - label: Which logger it is.
    ///   - write: Takes each line, with its end.
    public init(label: String, write: @Sendable @escaping (String) -> Void = Self.standardError) {
        self.label = label
        self.write = write
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        var line: [String: String] = [:]
        for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { _, last in last }) {
            line[key == "hb.request.id" ? "hb_request_id" : key] = "\(value)"
        }
        if let error = event.error { line["err"] = "\(error)" }
        if line["request_id"] == nil, !RequestTag.current.isEmpty { line["request_id"] = RequestTag.current }
        if let span = TraceTag.current {
            line["trace_id"] = span.trace
            line["span_id"] = span.span
        }
        line["ts"] = Timestamp.text(Date())
        line["level"] = event.level.rawValue
        line["msg"] = "\(event.message)"
        line["logger"] = label
        var text = JSONText()
        text.object { json in
            for (key, value) in line.sorted(by: { $0.key < $1.key }) { json.member(key, value) }
        }
        write(String(decoding: text.bytes, as: UTF8.self) + "\n")
    }

    /// Standard error.
    public static let standardError: @Sendable (String) -> Void = { line in
        FileHandle.standardError.write(Data(line.utf8))
    }
}
