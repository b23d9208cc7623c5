//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// JSON as VentiKit writes and reads it: members in alphabetical order, so that equal values give equal bytes.
enum JSONCoding {
    /// Encodes on one line, or over several for people.
    ///
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidEncoding``.
    static func encode(_ value: some Encodable, isPretty: Bool = false) throws(ScanError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
        do {
            return Array(try encoder.encode(value))
        } catch {
            throw ScanError(.invalidEncoding, "Cannot be written as JSON: \(describe(error))", cause: error)
        }
    }

    /// Decodes one JSON text.
    ///
    /// - Parameter subject: What the text is, for the message.
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidEncoding`` and a message of one line.
    static func decode<Value: Decodable>(
        _ type: Value.Type,
        from bytes: some Collection<UInt8>,
        subject: String
    ) throws(ScanError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch {
            throw ScanError(.invalidEncoding, "\(subject) cannot be read: \(describe(error))", cause: error)
        }
    }

    /// What went wrong and where, in one line of bounded length.
    static func describe(_ error: any Error) -> String {
        let text =
            switch error {
            case DecodingError.keyNotFound(let key, let context):
                "\(place(context.codingPath + [key])) is missing."
            case DecodingError.valueNotFound(_, let context): "\(place(context.codingPath)) is null."
            case DecodingError.typeMismatch(let type, let context):
                "\(place(context.codingPath)) is not of type \(name(of: type))."
            case DecodingError.dataCorrupted(let context):
                context.codingPath.isEmpty
                    ? context.debugDescription
                    : "\(place(context.codingPath)): \(context.debugDescription)"
            case EncodingError.invalidValue(_, let context): "\(place(context.codingPath)): \(context.debugDescription)"
            default: String(describing: error)
            }
        let line = String(text.map { $0.isNewline ? " " : $0 })
        return line.count > 400 ? line.prefix(399) + "…" : line
    }

    private static func place(_ path: [any CodingKey]) -> String {
        var text = ""
        for key in path {
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += (text.isEmpty ? "" : ".") + key.stringValue
            }
        }
        return text.isEmpty ? "the value" : text
    }

    private static func name(of type: any Any.Type) -> String {
        switch type {
        case is any BinaryInteger.Type, is any BinaryFloatingPoint.Type: "number"
        case is String.Type: "string"
        case is Bool.Type: "boolean"
        case is [String: Any].Type: "object"
        case is [Any].Type: "array"
        default: String(describing: type)
        }
    }
}

extension KeyedDecodingContainer {
    /// The member's value, or the given one where there is no such member.
    func decode<Value: Decodable>(_ key: Key, default value: Value) throws -> Value {
        try decodeIfPresent(Value.self, forKey: key) ?? value
    }

    /// The error for a tag that names none of the known forms.
    func unknownTag(_ tag: String, at key: Key) -> DecodingError {
        .dataCorruptedError(forKey: key, in: self, debugDescription: "\"\(tag.prefix(40))\" is not known.")
    }
}
