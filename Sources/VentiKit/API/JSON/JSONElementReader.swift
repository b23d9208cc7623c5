//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Takes chosen values out of a JSON text (RFC 8259) that arrives in pieces, and keeps nothing else of it.
///
/// Reports of other tools can be larger than the memory: of them only one value at a time is held. The text around the
/// chosen values is followed, not checked; the values themselves are for ``JSONValue`` to read.
package struct JSONElementReader {
    /// One step from the text's outermost value to a chosen one.
    package enum Step: Sendable, Hashable {
        /// The member of an object with this name, which must be written without escapes.
        case member(String)
        /// Any element of an array.
        case element
    }

    /// A chosen value.
    package struct Element: Sendable, Hashable {
        /// The position of the value's path among the paths that the reader looks for.
        package var path: Int
        /// The positions in the arrays on the way to the value, outermost first.
        package var positions: [Int]
        /// The value's text.
        package var bytes: [UInt8]
    }

    /// How a text ended.
    package enum Ending: Sendable, Hashable {
        case complete
        /// The text stops in the middle of a value. What came before it was read.
        case truncated
        /// There was nothing but whitespace.
        case empty
    }

    /// A byte that cannot stand where it does.
    package struct Malformed: Error, Sendable, Hashable {
        /// The number of bytes before it.
        package var offset: Int
    }

    private static let maximumDepth = 256
    private static let maximumNameBytes = 128

    /// The number of chosen values that were left out because they were too large.
    package private(set) var oversizedElements = 0
    /// The number of bytes read.
    package private(set) var offset = 0
    /// Whether ``elements(in:)`` met a byte that cannot stand where it does, at ``offset``.
    package private(set) var isBroken = false

    private let paths: [[Step]]
    private let longestPath: Int
    private let maximumElementBytes: Int
    private var containers: [Container] = []
    private var state = State.beforeValue(mayEnd: false)
    private var name: [UInt8] = []
    private var capture: Capture?

    /// Makes a reader at the beginning of a text.
    ///
    /// - Parameters:
    ///   - paths: The ways to the values to take. A value inside a taken value is part of it, and not taken again.
    ///   - maximumElementBytes: The bytes that one value may have. A larger one is counted, not taken.
    package init(paths: [[Step]], maximumElementBytes: Int = 64 << 20) {
        self.paths = paths
        self.maximumElementBytes = maximumElementBytes
        longestPath = paths.map(\.count).max() ?? 0
    }

    /// Reads on.
    ///
    /// - Parameters:
    ///   - bytes: The next piece of the text, cut anywhere.
    ///   - onElement: Gets each chosen value as soon as it is complete.
    /// - Throws: ``Malformed``, and what `onElement` throws.
    package mutating func read(_ bytes: some Sequence<UInt8>, onElement: (Element) throws -> Void) throws {
        for byte in bytes {
            try take(byte, onElement)
            offset += 1
        }
    }

    /// Ends the reading.
    ///
    /// - Parameter onElement: Gets a number that only the end of the text completes.
    /// - Returns: How the text ended.
    package mutating func finish(onElement: (Element) throws -> Void) throws -> Ending {
        if state == .scalar, containers.isEmpty { try endValue(onElement) }
        guard containers.isEmpty else { return .truncated }
        switch state {
        case .afterValue: return .complete
        case .beforeValue: return .empty
        default: return .truncated
        }
    }
}

extension JSONElementReader {
    /// Reads on as far as the text can be read: a broken text gives what came before, and nothing after.
    ///
    /// - Parameter bytes: The next piece of the text, cut anywhere.
    /// - Returns: The chosen values that are complete with this piece.
    package mutating func elements(in bytes: some Sequence<UInt8>) -> [Element] {
        guard !isBroken else { return [] }
        var taken: [Element] = []
        do {
            try read(bytes) { taken.append($0) }
        } catch {
            isBroken = true
        }
        return taken
    }

    /// How the text ended; a broken one as one that is cut short.
    package mutating func ending() -> Ending {
        guard !isBroken, let ending = try? finish(onElement: { _ in }) else { return .truncated }
        return ending
    }
}

extension JSONElementReader {
    private enum State: Equatable {
        case beforeValue(mayEnd: Bool)
        case beforeName(mayEnd: Bool)
        case name(isEscaped: Bool)
        case colon
        case string(isEscaped: Bool)
        case scalar
        case afterValue
    }

    private enum Container {
        case object(name: [UInt8])
        case array(position: Int)
    }

    private struct Capture {
        var path: Int
        var depth: Int
        var bytes: [UInt8] = []
        var isOversized = false
    }

    private mutating func take(_ byte: UInt8, _ onElement: (Element) throws -> Void) throws {
        switch state {
        case .string(let isEscaped):
            keep(byte)
            if isEscaped {
                state = .string(isEscaped: false)
            } else if byte == UInt8(ascii: "\\") {
                state = .string(isEscaped: true)
            } else if byte == UInt8(ascii: "\"") {
                try endValue(onElement)
            }
        case .name(let isEscaped):
            keep(byte)
            takeName(byte, isEscaped: isEscaped)
        case .scalar:
            guard Self.endsScalar(byte) else { return keep(byte) }
            try endValue(onElement)
            try takeAfterValue(byte, onElement)
        case .beforeValue(let mayEnd): try takeValue(byte, mayEnd: mayEnd, onElement)
        case .beforeName(let mayEnd): try takeBeforeName(byte, mayEnd: mayEnd, onElement)
        case .colon:
            if Self.isWhitespace(byte) { return }
            guard byte == UInt8(ascii: ":") else { throw Malformed(offset: offset) }
            keep(byte)
            state = .beforeValue(mayEnd: false)
        case .afterValue: try takeAfterValue(byte, onElement)
        }
    }

    private mutating func takeName(_ byte: UInt8, isEscaped: Bool) {
        if !isEscaped, byte == UInt8(ascii: "\"") {
            if !containers.isEmpty { containers[containers.count - 1] = .object(name: name) }
            state = .colon
            return
        }
        if name.count < Self.maximumNameBytes { name.append(byte) }
        state = .name(isEscaped: !isEscaped && byte == UInt8(ascii: "\\"))
    }

    private mutating func takeValue(_ byte: UInt8, mayEnd: Bool, _ onElement: (Element) throws -> Void) throws {
        switch byte {
        case _ where Self.isWhitespace(byte): return
        // A byte order mark.
        case 0xEF where offset == 0, 0xBB where offset == 1, 0xBF where offset == 2: return
        case UInt8(ascii: "{"):
            try open(.object(name: []), byte)
            state = .beforeName(mayEnd: true)
        case UInt8(ascii: "["):
            try open(.array(position: 0), byte)
            state = .beforeValue(mayEnd: true)
        case UInt8(ascii: "\""):
            beginValue()
            keep(byte)
            state = .string(isEscaped: false)
        case UInt8(ascii: "]") where mayEnd: try close(byte, onElement)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "t"), UInt8(ascii: "f"),
            UInt8(ascii: "n"):
            beginValue()
            keep(byte)
            state = .scalar
        default: throw Malformed(offset: offset)
        }
    }

    private mutating func takeBeforeName(_ byte: UInt8, mayEnd: Bool, _ onElement: (Element) throws -> Void) throws {
        switch byte {
        case _ where Self.isWhitespace(byte): return
        case UInt8(ascii: "\""):
            keep(byte)
            name.removeAll(keepingCapacity: true)
            state = .name(isEscaped: false)
        case UInt8(ascii: "}") where mayEnd: try close(byte, onElement)
        default: throw Malformed(offset: offset)
        }
    }

    private mutating func takeAfterValue(_ byte: UInt8, _ onElement: (Element) throws -> Void) throws {
        if Self.isWhitespace(byte) { return }
        switch (byte, containers.last) {
        case (UInt8(ascii: ","), .array(let position)):
            keep(byte)
            containers[containers.count - 1] = .array(position: position + 1)
            state = .beforeValue(mayEnd: false)
        case (UInt8(ascii: ","), .object):
            keep(byte)
            state = .beforeName(mayEnd: false)
        case (UInt8(ascii: "]"), .array), (UInt8(ascii: "}"), .object): try close(byte, onElement)
        default: throw Malformed(offset: offset)
        }
    }

    private mutating func open(_ container: Container, _ byte: UInt8) throws {
        guard containers.count < Self.maximumDepth else { throw Malformed(offset: offset) }
        beginValue()
        keep(byte)
        containers.append(container)
    }

    private mutating func close(_ byte: UInt8, _ onElement: (Element) throws -> Void) throws {
        keep(byte)
        containers.removeLast()
        try endValue(onElement)
    }
}

extension JSONElementReader {
    private mutating func beginValue() {
        guard capture == nil, containers.count <= longestPath,
            let path = paths.firstIndex(where: { leadsHere($0) })
        else { return }
        capture = Capture(path: path, depth: containers.count)
    }

    private func leadsHere(_ path: [Step]) -> Bool {
        path.count == containers.count
            && zip(path, containers).allSatisfy { step, container in
                switch (step, container) {
                case (.member(let wanted), .object(let name)): wanted.utf8.elementsEqual(name)
                case (.element, .array): true
                default: false
                }
            }
    }

    private mutating func keep(_ byte: UInt8) {
        guard capture != nil else { return }
        if capture?.bytes.count ?? 0 < maximumElementBytes {
            capture?.bytes.append(byte)
        } else {
            capture?.isOversized = true
        }
    }

    private mutating func endValue(_ onElement: (Element) throws -> Void) throws {
        state = .afterValue
        guard let taken = capture, taken.depth == containers.count else { return }
        capture = nil
        guard !taken.isOversized else { return oversizedElements += 1 }
        let positions = containers.compactMap { if case .array(let position) = $0 { position } else { nil } }
        try onElement(Element(path: taken.path, positions: positions, bytes: taken.bytes))
    }

    private static func isWhitespace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    private static func endsScalar(_ byte: UInt8) -> Bool {
        isWhitespace(byte) || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
    }
}
