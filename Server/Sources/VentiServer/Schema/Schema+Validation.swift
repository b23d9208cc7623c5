//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
public import VentiService

extension Schema {
    /// What is wrong with a value; empty where nothing is.
    /// - Parameters:
    ///   - value: The value.
    ///   - pointer: Where the value stands, as a JSON Pointer.
    ///   - components: The schemas that others refer to.
    public func faults(
        in value: JSON,
        at pointer: String = "",
        components: [String: Schema] = Components.schemas
    ) -> [ServiceError.Field] {
        switch (self, value) {
        case (.any, _), (.boolean, .boolean), (.nullable, .null): return []
        case (.nullable(let schema), _): return schema.faults(in: value, at: pointer, components: components)
        case (.component(let name), _):
            guard let schema = components[name] else { return [fault(pointer, "schema", "there is no schema \(name)")] }
            return schema.faults(in: value, at: pointer, components: components)
        case (.string(let length, let format), .string(let text)):
            guard length.contains(text.count) else {
                return [fault(pointer, "length", "has from \(length.lowerBound) to \(length.upperBound) characters")]
            }
            return Self.isWellFormed(text, format) ? [] : [fault(pointer, "format", "is no \(format ?? "")")]
        case (.oneOf(let texts), .string(let text)):
            return texts.contains(text) ? [] : [fault(pointer, "enum", "is one of \(texts.joined(separator: ", "))")]
        case (.integer(let range), .integer(let number)):
            return range.contains(number)
                ? [] : [fault(pointer, "range", "is from \(range.lowerBound) to \(range.upperBound)")]
        case (.number(let range), .integer(let number)):
            return range.contains(Double(number)) ? [] : [rangeFault(pointer, range)]
        case (.number(let range), .number(let number)):
            return range.contains(number) ? [] : [rangeFault(pointer, range)]
        case (.array(let schema, let maximum), .array(let items)):
            guard items.count <= maximum else { return [fault(pointer, "length", "has at most \(maximum) items")] }
            return items.enumerated().flatMap { index, item in
                schema.faults(in: item, at: "\(pointer)/\(index)", components: components)
            }
        case (.object(let properties), .object(let members)):
            return Self.faults(in: members, properties, pointer, components)
        case (.map(let schema), .object(let members)):
            return members.flatMap { name, item in
                schema.faults(in: item, at: "\(pointer)/\(Self.token(name))", components: components)
            }
        default: return [fault(pointer, "type", "is \(kind)")]
        }
    }

    private static func faults(
        in members: [String: JSON],
        _ properties: [Property],
        _ pointer: String,
        _ components: [String: Schema]
    ) -> [ServiceError.Field] {
        var result: [ServiceError.Field] = []
        for property in properties {
            let place = "\(pointer)/\(token(property.name))"
            if let member = members[property.name] {
                result += property.schema.faults(in: member, at: place, components: components)
            } else if property.isRequired {
                result.append(ServiceError.Field(place, "required", "\(property.name) is missing"))
            }
        }
        let known = Set(properties.map(\.name))
        for name in members.keys.sorted() where !known.contains(name) {
            result.append(ServiceError.Field("\(pointer)/\(token(name))", "unknown", "there is no such name"))
        }
        return result
    }

    private static func isWellFormed(_ text: String, _ format: String?) -> Bool {
        switch format {
        case "uuid": RecordID(rawValue: text) != nil
        case "date-time": Timestamp.date(text) != nil
        default: true
        }
    }

    private var kind: String {
        switch self {
        case .string, .oneOf: "a text"
        case .integer: "a whole number"
        case .number: "a number"
        case .boolean: "true or false"
        case .array: "a list"
        default: "an object"
        }
    }

    private func rangeFault(_ pointer: String, _ range: ClosedRange<Double>) -> ServiceError.Field {
        fault(pointer, "range", "is from \(range.lowerBound) to \(range.upperBound)")
    }

    private func fault(_ pointer: String, _ code: String, _ message: String) -> ServiceError.Field {
        ServiceError.Field(pointer.isEmpty ? "/" : pointer, code, message)
    }

    private static func token(_ name: String) -> String {
        name.replacingOccurrences(of: "~", with: "~0").replacingOccurrences(of: "/", with: "~1")
    }
}
