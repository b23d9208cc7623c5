//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Values at the edge of a schema and beyond it.
enum BoundaryValues {
    /// Values that the schema allows.
    static func allowed(by schema: APISchema, at point: InsertionPoint) -> [JSONValue] {
        guard schema.enumeration.isEmpty, schema.pattern == nil, schema.format == nil || isNumeric(schema) else {
            return []
        }
        if isNumeric(schema) { return numbers(allowedBy: schema) }
        guard schema.types.isEmpty || schema.types.contains(.string) else { return [] }
        let longest = min(schema.maxLength ?? 1_024, 1_024)
        // One long word would keep a careless expression of the target busy for hours, and with it the scan.
        let long = String(String(repeating: "x ", count: longest / 2 + 1).prefix(longest))
        var values = ["\u{17e}\u{1d11e}", long]
        if point.location != .path, (schema.minLength ?? 0) == 0 { values.insert("", at: 0) }
        return values.filter { $0.count >= schema.minLength ?? 0 && $0.count <= longest }.map(JSONValue.string)
    }

    /// Values that the schema does not allow, or that nobody expects.
    static func forbidden(by schema: APISchema) -> [JSONValue] {
        if isNumeric(schema) { return [.string("not-a-number"), .string("1e999")] }
        var values: [JSONValue] = [.string("%00"), .array([.integer(1)])]
        if schema.format != nil || schema.pattern != nil { values.insert(.string("not-what-is-expected"), at: 0) }
        return values
    }

    private static func numbers(allowedBy schema: APISchema) -> [JSONValue] {
        let least = (schema.minimum ?? -1) + (schema.exclusiveMinimum ? 1 : 0)
        let most =
            (schema.maximum ?? (schema.format == "int32" ? 2_147_483_647 : 9e15)) - (schema.exclusiveMaximum ? 1 : 0)
        var numbers: [JSONValue] = []
        for number in [least, 0, most] where number >= least && number <= most && abs(number) < 9.1e15 {
            if let integer = Int(exactly: number.rounded(.towardZero)) { numbers.append(.integer(integer)) }
        }
        return numbers
    }

    private static func isNumeric(_ schema: APISchema) -> Bool {
        !schema.types.isDisjoint(with: [.integer, .number])
    }
}
