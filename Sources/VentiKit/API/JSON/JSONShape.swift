//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension JSONValue {
    /// What the value looks like, without what it says: names and types, the elements of an array merged into one.
    ///
    /// Two values have the same shape exactly if these texts are equal. `[{"id":1},{"id":2,"tag":null}]` has the shape
    /// `[{"id":number,"tag":null}]`. Names are sorted, and whole numbers are numbers like any other. The text is never
    /// much longer than the value's own.
    public var shape: String {
        var shape = JSONShape()
        shape.insert(self)
        var output: [UInt8] = []
        shape.append(to: &output)
        return String(decoding: output, as: UTF8.self)
    }
}

/// The merged shape of several values.
private struct JSONShape {
    private var types: APISchema.Types = []
    private var properties: [String: JSONShape] = [:]
    /// The shape of the elements: none or one, which breaks the recursion.
    private var items: [JSONShape] = []

    mutating func insert(_ value: JSONValue) {
        switch value {
        case .null: types.insert(.null)
        case .bool: types.insert(.boolean)
        case .integer, .number: types.insert(.number)
        case .string: types.insert(.string)
        case .array(let elements):
            types.insert(.array)
            if items.isEmpty && !elements.isEmpty { items = [JSONShape()] }
            for element in elements { items[0].insert(element) }
        case .object(let members):
            types.insert(.object)
            for member in members { properties[member.name, default: JSONShape()].insert(member.value) }
        }
    }

    func append(to output: inout [UInt8]) {
        var separator = false
        func write(_ text: String) {
            output.append(contentsOf: ((separator ? "|" : "") + text).utf8)
            separator = true
        }
        if types.contains(.array) {
            write("[")
            items.first?.append(to: &output)
            output.append(UInt8(ascii: "]"))
        }
        if types.contains(.boolean) { write("boolean") }
        if types.contains(.null) { write("null") }
        if types.contains(.number) { write("number") }
        if types.contains(.object) {
            write("{")
            for (index, property) in properties.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                JSONValue.appendString(property.key, to: &output)
                output.append(UInt8(ascii: ":"))
                property.value.append(to: &output)
            }
            output.append(UInt8(ascii: "}"))
        }
        if types.contains(.string) { write("string") }
    }
}
