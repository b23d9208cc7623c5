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

/// The JSON Schema of `venti.yaml`, for editors.
enum ConfigSchema {
    /// The schema as text, its members in alphabetical order.
    static var text: String {
        get throws {
            var root = schema(of: .keys(ConfigGrammar.top))
            root["$schema"] = .text("https://json-schema.org/draft/2020-12/schema")
            root["title"] = .text("venti.yaml")
            root["description"] = .text("The configuration of the VentiKit command line.")
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(SchemaValue.object(root)), as: UTF8.self) + "\n"
        }
    }

    /// A value that holds a variable, such as `${RATE:-20}`, stands for any other.
    private static let variable: SchemaValue = .object(["type": .text("string"), "pattern": .text("\\$\\{")])

    private static func schema(of shape: ConfigShape) -> [String: SchemaValue] {
        switch shape {
        case .text: ["type": .text("string")]
        case .scalar: ["type": .list(["string", "number", "boolean"].map(SchemaValue.text))]
        case .number(let option): orVariable(number(option))
        case .seed: orVariable(["type": .text("integer"), "minimum": .number(0)])
        case .truth: orVariable(["type": .text("boolean")])
        case .date: ["type": .text("string"), "format": .text("date")]
        case .constant(let text): ["enum": .list([.text(text)] + (Double(text).map { [.number($0)] } ?? []))]
        case .word(let words): orVariable(["enum": .list(words.map(SchemaValue.text))])
        case .texts:
            [
                "anyOf": .list([
                    .object(schema(of: .text)),
                    .object(["type": .text("array"), "items": .object(schema(of: .text))]),
                ])
            ]
        case .list(let element): ["type": .text("array"), "items": .object(schema(of: element))]
        case .named(let element):
            ["type": .text("object"), "additionalProperties": .object(schema(of: element))]
        case .keys(let keys): object(keys)
        }
    }

    private static func object(_ keys: [ConfigKey]) -> [String: SchemaValue] {
        var properties: [String: SchemaValue] = [:]
        for key in keys {
            var inner = schema(of: key.shape)
            inner["description"] = .text(key.about)
            properties[key.name] = .object(inner)
        }
        var result: [String: SchemaValue] = [
            "type": .text("object"), "additionalProperties": .truth(false), "properties": .object(properties),
        ]
        let required = keys.filter(\.isRequired).map(\.name)
        if !required.isEmpty { result["required"] = .list(required.map(SchemaValue.text)) }
        return result
    }

    private static func number(_ option: NumericOption) -> [String: SchemaValue] {
        [
            "type": .text(option.isWhole ? "integer" : "number"), "minimum": .number(option.range.lowerBound),
            "maximum": .number(option.range.upperBound),
        ]
    }

    private static func orVariable(_ schema: [String: SchemaValue]) -> [String: SchemaValue] {
        ["anyOf": .list([.object(schema), variable])]
    }
}

/// A value in a schema.
private indirect enum SchemaValue: Encodable {
    case text(String)
    case number(Double)
    case truth(Bool)
    case list([SchemaValue])
    case object([String: SchemaValue])

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .number(let number) where number == number.rounded() && number.magnitude < 1e15:
            try container.encode(Int(number))
        case .number(let number): try container.encode(number)
        case .truth(let truth): try container.encode(truth)
        case .list(let list): try container.encode(list)
        case .object(let object): try container.encode(object)
        }
    }
}
