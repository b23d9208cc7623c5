//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The header lines of a message in their order, with names as written.
///
/// Look-ups ignore the case of names.
public struct HeaderLines: Sendable {
    /// One line.
    public struct Line: Sendable, Hashable {
        /// The name as it is written on the wire.
        public var name: String
        /// The value without the blanks around it.
        public var value: String

        /// A header line.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Lines that somebody wrote are texts; those of a response stay the bytes that came, of which most are never read.
    private enum Storage: Sendable {
        case written([Line])
        case received(ReceivedHeaders)
    }

    private var storage: Storage

    /// Header lines in their order.
    public init(_ lines: [Line] = []) { storage = .written(lines) }

    init(_ received: ReceivedHeaders) { storage = .received(received) }

    /// The lines in their order.
    public var lines: [Line] {
        switch storage {
        case .written(let lines): lines
        case .received(let received): received.lines
        }
    }

    /// How many lines there are.
    public var count: Int {
        switch storage {
        case .written(let lines): lines.count
        case .received(let received): received.fields.count
        }
    }

    /// The values of all lines of this name, joined by a comma (RFC 9110, 5.3), or `nil` where there is none.
    ///
    /// Setting a value replaces the first line of the name and removes the others; setting `nil` removes all.
    public subscript(name: String) -> String? {
        get {
            switch storage {
            case .received(let received):
                return received.value(of: name)
            case .written(let lines):
                var first: String?
                for line in lines where Self.equal(line.name, name) {
                    if first != nil { return values(of: name).joined(separator: ", ") }
                    first = line.value
                }
                return first
            }
        }
        set {
            var lines = lines
            if let newValue, let index = lines.firstIndex(where: { Self.equal($0.name, name) }) {
                lines[index].value = newValue
                lines[(index + 1)...].removeAll { Self.equal($0.name, name) }
            } else if let newValue {
                lines.append(Line(name: name, value: newValue))
            } else {
                lines.removeAll { Self.equal($0.name, name) }
            }
            storage = .written(lines)
        }
    }

    /// The value of each line of this name.
    public func values(of name: String) -> [String] {
        switch storage {
        case .written(let lines): lines.compactMap { Self.equal($0.name, name) ? $0.value : nil }
        case .received(let received): received.values(of: name)
        }
    }

    /// Whether there is a line of this name.
    public func contains(_ name: String) -> Bool {
        switch storage {
        case .written(let lines): lines.contains { Self.equal($0.name, name) }
        case .received(let received): received.contains(name)
        }
    }

    /// Adds a line at the end, whatever is there already.
    public mutating func append(_ name: String, _ value: String) {
        var lines = lines
        // The storage must not hold the lines a second time while they grow.
        storage = .written([])
        lines.append(Line(name: name, value: value))
        storage = .written(lines)
    }

    /// ASCII letters compare without regard to case; header names have no others (RFC 9110, 5.1).
    private static func equal(_ lhs: String, _ rhs: String) -> Bool {
        guard lhs.utf8.count == rhs.utf8.count else { return false }
        return zip(lhs.utf8, rhs.utf8).allSatisfy { ASCII.lower($0) == ASCII.lower($1) }
    }
}

extension HeaderLines: Hashable {
    public static func == (lhs: HeaderLines, rhs: HeaderLines) -> Bool { lhs.lines == rhs.lines }

    public func hash(into hasher: inout Hasher) { hasher.combine(lines) }
}

extension HeaderLines: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements.map { Line(name: $0.0, value: $0.1) })
    }
}
