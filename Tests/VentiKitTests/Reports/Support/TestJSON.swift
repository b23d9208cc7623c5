//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

/// A JSON value to look at in tests.
indirect enum TestJSON: Decodable, Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([TestJSON])
    case object([String: TestJSON])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([TestJSON].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: TestJSON].self))
        }
    }

    static func parse(_ text: String) throws -> TestJSON {
        try JSONDecoder().decode(TestJSON.self, from: Data(text.utf8))
    }

    static func encoding(_ value: some Encodable) throws -> TestJSON {
        try JSONDecoder().decode(TestJSON.self, from: JSONEncoder().encode(value))
    }

    subscript(name: String) -> TestJSON? {
        guard case .object(let members) = self else { return nil }
        return members[name]
    }

    subscript(index: Int) -> TestJSON? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    /// The value at a path of names and indices, such as `runs.0.results`.
    func at(_ path: String) -> TestJSON? {
        var value: TestJSON? = self
        for step in path.split(separator: ".") {
            value = Int(step).map { value?[$0] } ?? value?[String(step)]
        }
        return value
    }

    var string: String? { if case .string(let text) = self { text } else { nil } }
    var number: Double? { if case .number(let number) = self { number } else { nil } }
    var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    var elements: [TestJSON] { if case .array(let elements) = self { elements } else { [] } }
    var members: [String: TestJSON] { if case .object(let members) = self { members } else { [:] } }

    /// The value with the one at a path replaced, or taken away.
    func replacing(_ path: String, with replacement: TestJSON?) -> TestJSON {
        let steps = path.split(separator: ".", maxSplits: 1).map(String.init)
        guard let first = steps.first else { return replacement ?? .null }
        let rest = steps.count > 1 ? steps[1] : ""
        switch self {
        case .object(var members):
            members[first] = rest.isEmpty ? replacement : members[first]?.replacing(rest, with: replacement)
            return .object(members)
        case .array(var elements):
            guard let index = Int(first), elements.indices.contains(index) else { return self }
            if !rest.isEmpty {
                elements[index] = elements[index].replacing(rest, with: replacement)
            } else if let replacement {
                elements[index] = replacement
            } else {
                elements.remove(at: index)
            }
            return .array(elements)
        default: return self
        }
    }
}
