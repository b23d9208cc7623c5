//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Something that a scan could not understand or do, and went on without.
public struct ScanDiagnostic: Sendable, Hashable, Codable, CustomStringConvertible {
    /// How much the scan lost.
    public enum Level: String, Sendable, Hashable, Codable {
        /// Nothing was lost.
        case note
        /// A part of the API or of the scan was left out.
        case warning
        /// What the scan was to do could not be done.
        case error
    }

    /// How much the scan lost.
    public var level: Level
    /// What happened, in one line of bounded length, with what to do about it where something can be done.
    public var message: String
    /// The place in the document, where there is one.
    public var source: SourceLocation?

    /// A remark about a scan.
    public init(_ level: Level, _ message: String, source: SourceLocation? = nil) {
        self.level = level
        self.message = message.count > 400 ? message.prefix(399) + "…" : message
        self.source = source
    }

    public var description: String {
        source.map { "\($0): \(level.rawValue): \(message)" } ?? "\(level.rawValue): \(message)"
    }
}
