//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Walks through a JSON text once, and stops at its first fault.
struct JSONShapeReader {
    private enum Place {
        case member(Range<Int>)
        case element(Int)
    }

    private let bytes: [UInt8]
    private let shape: JSONShape
    private var offset = 0
    private var places: [Place] = []

    init(bytes: [UInt8], shape: JSONShape) {
        self.bytes = bytes
        self.shape = shape
    }

    mutating func run() throws(JSONShape.Fault) {
        skipSpace()
        guard offset < bytes.count else { throw fault("the file is empty") }
        try value()
        skipSpace()
        while shape.isSequence, offset < bytes.count {
            try value()
            skipSpace()
        }
        guard offset == bytes.count else { throw fault("something stands after the end") }
    }

    private mutating func value() throws(JSONShape.Fault) {
        let begin = offset
        guard let byte = peek() else { throw fault("the file ends in the middle") }
        let kind = Self.kind(byte)
        let rules = rulesHere
        for rule in rules {
            guard let kind, rule.kinds.contains(kind) else {
                let wanted = rule.kinds.map(\.rawValue).sorted().joined(separator: " or ")
                throw fault("here stands \(kind?.rawValue ?? "no value"), and \(wanted) has to")
            }
        }
        switch kind {
        case .object: try object()
        case .array: try array()
        case .string: try string()
        case .number: try number()
        case .boolean, .null: try word()
        case nil: throw fault("this is no JSON")
        }
        for case let text? in rules.map(\.text) where bytes[begin..<offset] != [UInt8]("\"\(text)\"".utf8)[...] {
            let found = String(decoding: bytes[begin..<min(offset, begin + 40)], as: UTF8.self)
            offset = begin
            throw fault("here stands \(found), and \"\(text)\" has to")
        }
    }

    private mutating func object() throws(JSONShape.Fault) {
        offset += 1
        guard places.count < JSONShape.maximumDepth else { throw tooDeep }
        var seen: Set<String> = []
        let ruled = ruledMembers
        skipSpace()
        if peek() == UInt8(ascii: "}") {
            offset += 1
        } else {
            repeat {
                skipSpace()
                guard peek() == UInt8(ascii: "\"") else { throw fault("a name has to stand here") }
                let begin = offset + 1
                try string()
                let name = begin..<offset - 1
                if let rule = ruled.first(where: { $0.name.utf8.elementsEqual(bytes[name]) }) {
                    guard seen.insert(rule.name).inserted else { throw fault("the name \(rule.name) is there twice") }
                }
                skipSpace()
                try take(":")
                skipSpace()
                places.append(.member(name))
                try value()
                places.removeLast()
                skipSpace()
            } while try hasNext("}")
        }
        for rule in ruled where rule.isRequired && !seen.contains(rule.name) { throw fault("\(rule.name) is missing") }
    }

    private mutating func array() throws(JSONShape.Fault) {
        offset += 1
        guard places.count < JSONShape.maximumDepth else { throw tooDeep }
        skipSpace()
        if peek() == UInt8(ascii: "]") {
            offset += 1
            return
        }
        var index = 0
        repeat {
            skipSpace()
            places.append(.element(index))
            try value()
            places.removeLast()
            index += 1
            skipSpace()
        } while try hasNext("]")
    }

    /// Whether a comma follows, and not the end.
    private mutating func hasNext(_ end: Unicode.Scalar) throws(JSONShape.Fault) -> Bool {
        let byte = peek()
        guard byte == UInt8(ascii: ",") || byte == UInt8(ascii: end) else {
            throw fault(byte == nil ? "the file ends in the middle" : "a comma or \(end) has to stand here")
        }
        offset += 1
        return byte == UInt8(ascii: ",")
    }

    private mutating func string() throws(JSONShape.Fault) {
        offset += 1
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "\""):
                offset += 1
                return
            case UInt8(ascii: "\\"):
                guard offset + 1 < bytes.count else { throw fault("the file ends in the middle") }
                offset += 1
                if bytes[offset] == UInt8(ascii: "u") {
                    guard offset + 4 < bytes.count, bytes[offset + 1...offset + 4].allSatisfy(Self.isHex) else {
                        throw fault("the escape is broken")
                    }
                    offset += 5
                } else {
                    guard "\"\\/bfnrt".utf8.contains(bytes[offset]) else { throw fault("there is no such escape") }
                    offset += 1
                }
            case ..<0x20: throw fault("a control character stands in a text")
            case ..<0x80: offset += 1
            default: try character()
            }
        }
        throw fault("the file ends in the middle of a text")
    }

    /// A character of more than one byte, as RFC 3629 writes it.
    private mutating func character() throws(JSONShape.Fault) {
        let first = bytes[offset]
        let second = offset + 1 < bytes.count ? bytes[offset + 1] : 0
        let length: Int
        switch (first, second) {
        case (0xC2...0xDF, 0x80...0xBF): length = 2
        case (0xE0, 0xA0...0xBF), (0xE1...0xEC, 0x80...0xBF), (0xED, 0x80...0x9F), (0xEE...0xEF, 0x80...0xBF):
            length = 3
        case (0xF0, 0x90...0xBF), (0xF1...0xF3, 0x80...0xBF), (0xF4, 0x80...0x8F): length = 4
        default: throw fault("this is no UTF-8: save the file in that encoding")
        }
        guard offset + length <= bytes.count,
            bytes[offset + 1..<offset + length].allSatisfy({ (0x80...0xBF).contains($0) })
        else { throw fault("this is no UTF-8: save the file in that encoding") }
        offset += length
    }

    private mutating func number() throws(JSONShape.Fault) {
        let begin = offset
        if peek() == UInt8(ascii: "-") { offset += 1 }
        let whole = digits()
        var isNumber = whole > 0 && (whole == 1 || bytes[offset - whole] != UInt8(ascii: "0"))
        if peek() == UInt8(ascii: ".") {
            offset += 1
            isNumber = digits() > 0 && isNumber
        }
        if peek().map({ $0 | 0x20 }) == UInt8(ascii: "e") {
            offset += 1
            if peek() == UInt8(ascii: "+") || peek() == UInt8(ascii: "-") { offset += 1 }
            isNumber = digits() > 0 && isNumber
        }
        guard isNumber, offset - begin <= 1_000 else {
            offset = begin
            throw fault("this is no number")
        }
    }

    private mutating func digits() -> Int {
        let begin = offset
        while let byte = peek(), (0x30...0x39).contains(byte) { offset += 1 }
        return offset - begin
    }

    private mutating func word() throws(JSONShape.Fault) {
        for word in ["true", "false", "null"] where bytes[offset...].starts(with: word.utf8) {
            offset += word.utf8.count
            return
        }
        throw fault("this is no JSON")
    }

    private mutating func take(_ scalar: Unicode.Scalar) throws(JSONShape.Fault) {
        guard peek() == UInt8(ascii: scalar) else { throw fault("a \(scalar) has to stand here") }
        offset += 1
    }

    private mutating func skipSpace() {
        while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
    }

    private func peek() -> UInt8? { offset < bytes.count ? bytes[offset] : nil }
}

extension JSONShapeReader {
    private static func kind(_ byte: UInt8) -> JSONShape.Kind? {
        switch byte {
        case UInt8(ascii: "{"): .object
        case UInt8(ascii: "["): .array
        case UInt8(ascii: "\""): .string
        case UInt8(ascii: "-"), 0x30...0x39: .number
        case UInt8(ascii: "t"), UInt8(ascii: "f"): .boolean
        case UInt8(ascii: "n"): .null
        default: nil
        }
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
    }

    private func isHere(_ path: some Collection<JSONShape.Step>) -> Bool {
        path.count == places.count
            && zip(path, places).allSatisfy { step, place in
                switch (step, place) {
                case (.member(let name), .member(let range)): name.utf8.elementsEqual(bytes[range])
                case (.element, .element): true
                default: false
                }
            }
    }

    /// What the value that comes has to be.
    private var rulesHere: [JSONShape.Rule] { shape.rules.filter { isHere($0.path) } }

    /// The names of the object that comes about which there is a rule.
    private var ruledMembers: [(name: String, isRequired: Bool)] {
        shape.rules.compactMap { rule in
            guard case .member(let name)? = rule.path.last, isHere(rule.path.dropLast()) else { return nil }
            return (name, rule.isRequired)
        }
    }

    private var tooDeep: JSONShape.Fault {
        fault("values stand more than \(JSONShape.maximumDepth) deep in one another")
    }

    /// A fault at the place where the reader is.
    private func fault(_ what: String) -> JSONShape.Fault {
        let before = bytes[..<min(offset, bytes.count)]
        let line = before.count { $0 == 0x0A } + 1
        let column = before.count - (before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0) + 1
        return JSONShape.Fault(pointer: pointer, message: "line \(line), column \(column): \(what)")
    }

    /// Where the reader is, in at most so many characters.
    private var pointer: String {
        var text = ""
        for place in places.prefix(20) {
            switch place {
            case .member(let range):
                let name = String(decoding: bytes[range.prefix(60)], as: UTF8.self)
                text += "/" + name.replacing("~", with: "~0").replacing("/", with: "~1")
            case .element(let index): text += "/\(index)"
            }
        }
        return text.isEmpty ? "/" : text
    }
}
