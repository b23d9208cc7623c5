//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The header lines of a message in their order, with names as written.
///
/// Look-ups ignore the case of names.
public struct HeaderLines: Sendable, Hashable {
    /// One line.
    public struct Line: Sendable, Hashable {
        public var name: String
        public var value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    public private(set) var lines: [Line]

    public init(_ lines: [Line] = []) { self.lines = lines }

    /// The values of all lines of this name, joined by a comma (RFC 9110, 5.3), or `nil` where there is none.
    ///
    /// Setting a value replaces the first line of the name and removes the others; setting `nil` removes all.
    public subscript(name: String) -> String? {
        get {
            var first: String?
            for line in lines where Self.equal(line.name, name) {
                if first != nil { return values(of: name).joined(separator: ", ") }
                first = line.value
            }
            return first
        }
        set {
            guard let newValue else {
                lines.removeAll { Self.equal($0.name, name) }
                return
            }
            guard let index = lines.firstIndex(where: { Self.equal($0.name, name) }) else {
                lines.append(Line(name: name, value: newValue))
                return
            }
            lines[index].value = newValue
            lines[(index + 1)...].removeAll { Self.equal($0.name, name) }
        }
    }

    /// The value of each line of this name.
    public func values(of name: String) -> [String] {
        lines.compactMap { Self.equal($0.name, name) ? $0.value : nil }
    }

    /// Whether there is a line of this name.
    public func contains(_ name: String) -> Bool { lines.contains { Self.equal($0.name, name) } }

    /// Adds a line at the end, whatever is there already.
    public mutating func append(_ name: String, _ value: String) { lines.append(Line(name: name, value: value)) }

    /// ASCII letters compare without regard to case; header names have no others (RFC 9110, 5.1).
    private static func equal(_ lhs: String, _ rhs: String) -> Bool {
        lhs.utf8.count == rhs.utf8.count && zip(lhs.utf8, rhs.utf8).allSatisfy { lower($0) == lower($1) }
    }

    private static func lower(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 0x20 : byte }
}

extension HeaderLines: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, String)...) {
        lines = elements.map { Line(name: $0.0, value: $0.1) }
    }
}
