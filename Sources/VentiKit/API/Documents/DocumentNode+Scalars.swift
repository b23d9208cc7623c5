//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What a scalar says by the core schema of YAML 1.2 (section 10.3.2), of which JSON's literals are a part.
enum DocumentScalar: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
}

extension DocumentNode {
    /// The value of a scalar; null for mappings and sequences.
    var scalar: DocumentScalar {
        guard isScalar else { return .null }
        let node = tree.nodes[index]
        if node.kind == .string { return .string(tree.text(node.first, node.second)) }
        if isNull { return .null }
        let text = tree.text(node.first, node.second)
        switch text {
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        default: return DocumentNode.number(text) ?? .string(text)
        }
    }

    /// The value of a boolean, also where it is written as a text (`"true"`).
    var bool: Bool? {
        guard isScalar else { return nil }
        switch text {
        case "true", "True", "TRUE": return true
        case "false", "False", "FALSE": return false
        default: return nil
        }
    }

    /// The value of a number, also where it is written as a text (`"0"`).
    var double: Double? {
        guard isScalar, let text, let number = DocumentNode.number(text) else { return nil }
        switch number {
        case .integer(let value): return Double(value)
        case .number(let value): return value
        default: return nil
        }
    }

    /// A whole number, also where it is written as a text or with a fraction of zero; cut to what fits.
    var int: Int? {
        guard let value = double, value == value.rounded() else { return nil }
        return Int(exactly: value) ?? (value < 0 ? Int.min : Int.max)
    }

    private static func number(_ text: String) -> DocumentScalar? {
        guard let first = text.utf8.first, text.utf8.count <= 400 else { return nil }
        switch first {
        case 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."): break
        default: return nil
        }
        if let value = Int(text) { return .integer(value) }
        if text.hasPrefix("0x") { return Int(text.dropFirst(2), radix: 16).map { .integer($0) } }
        if text.hasPrefix("0o") { return Int(text.dropFirst(2), radix: 8).map { .integer($0) } }
        switch text {
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .number(.infinity)
        case "-.inf", "-.Inf", "-.INF": return .number(-.infinity)
        case ".nan", ".NaN", ".NAN": return .number(.nan)
        default: break
        }
        // Double's own parser also takes hexadecimal and words, which the core schema does not.
        guard text.utf8.allSatisfy({ isDecimalByte($0) }) else { return nil }
        return Double(text).map { .number($0) }
    }

    private static func isDecimalByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }
}

extension JSONValue {
    /// The value as it stands in a document.
    init(_ node: DocumentNode) {
        if node.isMapping {
            self = .object(node.members.map { Member($0.name, JSONValue($0.value)) })
        } else if node.isSequence {
            self = .array(node.elements.map { JSONValue($0) })
        } else {
            switch node.scalar {
            case .null: self = .null
            case .bool(let value): self = .bool(value)
            case .integer(let value): self = .integer(value)
            case .number(let value): self = .number(value)
            case .string(let text): self = .string(text)
            }
        }
    }
}
