//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct SchemaSynthesisTests {
    private func value(_ schema: APISchema, name: String = "", schemas: [String: APISchema] = [:]) -> JSONValue {
        var synthesis = SchemaSynthesis(schemas: SchemaLibrary(schemas), random: SeededRandom(seed: 1))
        return synthesis.value(for: schema, name: name)
    }

    struct Bounds: Sendable {
        var minimum: Double?
        var maximum: Double?
        var exclusiveMinimum = false
        var exclusiveMaximum = false
        var multipleOf: Double?
        var types: APISchema.Types = .integer
    }

    @Test(arguments: [
        Bounds(), Bounds(minimum: 5), Bounds(maximum: -3), Bounds(minimum: -9, maximum: -8), Bounds(minimum: 0),
        Bounds(minimum: 5, exclusiveMinimum: true), Bounds(maximum: 1, exclusiveMaximum: true),
        Bounds(minimum: 3, maximum: 5, multipleOf: 2), Bounds(maximum: -1, multipleOf: 5),
        Bounds(minimum: 1, multipleOf: 0.01),
        Bounds(minimum: 0.5, maximum: 0.7, types: .number),
        Bounds(minimum: 0, maximum: 1, exclusiveMinimum: true, exclusiveMaximum: true, types: .number),
        Bounds(minimum: 2.5, maximum: 3.2), Bounds(minimum: 1e18, types: .number),
    ])
    func numbersKeepTheirBounds(bounds: Bounds) throws {
        let made = value(
            APISchema(bounds.types) {
                $0.minimum = bounds.minimum
                $0.maximum = bounds.maximum
                $0.exclusiveMinimum = bounds.exclusiveMinimum
                $0.exclusiveMaximum = bounds.exclusiveMaximum
                $0.multipleOf = bounds.multipleOf
            }
        )
        let number: Double =
            switch made {
            case .integer(let integer): Double(integer)
            case .number(let number): number
            default: .nan
            }
        if let minimum = bounds.minimum { #expect(bounds.exclusiveMinimum ? number > minimum : number >= minimum) }
        if let maximum = bounds.maximum { #expect(bounds.exclusiveMaximum ? number < maximum : number <= maximum) }
        if let step = bounds.multipleOf { #expect(abs((number / step).rounded() - number / step) < 1e-9) }
        #expect(number.isFinite)
    }

    @Test(arguments: [.leastNonzeroMagnitude, .leastNormalMagnitude, 1e308, -1, 0] as [Double])
    func aHostileStepGivesAFiniteNumber(step: Double) {
        let made = value(APISchema(.number) { $0.multipleOf = step })
        if case .number(let number) = made { #expect(number.isFinite) }
        #expect(!String(decoding: made.serializedJSON(), as: UTF8.self).contains("inf"))
    }

    @Test(arguments: [
        ("date", "2024-01-15"), ("date-time", "2024-01-15T10:30:00Z"), ("ipv4", "192.0.2.1"), ("ipv6", "2001:db8::1"),
    ])
    func formatsGiveTheirFixedValue(format: String, text: String) {
        #expect(value(APISchema(.string) { $0.format = format }) == .string(text))
    }

    @Test func aUUIDIsOneOfVersionFour() throws {
        let text = try #require(value(APISchema(.string) { $0.format = "uuid" }).stringValue)
        let pattern = try Regex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}")
        #expect(text.wholeMatch(of: pattern) != nil)
    }

    @Test func namesTellWhatATextIs() throws {
        let text = APISchema(.string)
        #expect(try #require(value(text, name: "contactEmail").stringValue).contains("@"))
        #expect(try #require(value(text, name: "callback_url").stringValue).hasPrefix("https://"))
        #expect(value(text, name: "phone") == .string("+12025550123"))
    }

    @Test(arguments: [(3, 5), (0, 2), (20, 30), (10, nil)] as [(Int, Int?)])
    func textsKeepTheirLength(least: Int, most: Int?) throws {
        for name in ["nick", "password"] {
            let made = value(
                APISchema(.string) {
                    $0.minLength = least
                    $0.maxLength = most
                },
                name: name
            )
            let length = try #require(made.stringValue).count
            #expect(length >= least)
            if let most { #expect(length <= most) }
        }
    }

    @Test func hostileBoundsStayBounded() throws {
        let text = value(APISchema(.string) { $0.minLength = .max })
        #expect(try #require(text.stringValue).count <= 4_096)
        let array = value(
            APISchema(.array) {
                $0.minItems = .max
                $0.items = [APISchema(.integer)]
            }
        )
        #expect(array.elements.count <= 4)
        let pattern = value(APISchema(.string) { $0.pattern = String(repeating: "a{256}", count: 30) })
        #expect(try #require(pattern.stringValue).count <= 65_536)
        let wide = value(
            APISchema(.object) { schema in
                schema.properties = (0..<10_000).map { .init(name: "p\($0)", schema: APISchema(.integer)) }
            }
        )
        #expect(wide.members.count <= 64)
    }

    @Test func recursionEnds() {
        let node = APISchema.object(("next", .reference("Node")), ("value", APISchema(.integer)), required: ["next"])
        let made = value(.reference("Node"), schemas: ["Node": node])
        #expect(made["value"] == .integer(1))
        #expect(made.shape.utf8.count < 1_000)
    }

    @Test func recursionThatBranchesEnds() {
        let names = (0..<20).map { "p\($0)" }
        let node = APISchema(.object) { schema in
            schema.properties = names.map { .init(name: $0, schema: .reference("Node")) }
            schema.required = names
        }
        #expect(value(.reference("Node"), schemas: ["Node": node]).serializedJSON().count < 1 << 20)
        let all = APISchema([]) { schema in schema.allOf = names.map { _ in .reference("All") } }
        #expect(value(.reference("All"), schemas: ["All": all]).serializedJSON().count < 1 << 20)
    }

    @Test func aReferenceThatLeadsNowhereOrInACircleGivesAValue() {
        #expect(value(.reference("Gone")).isScalar)
        #expect(value(.reference("A"), schemas: ["A": .reference("B"), "B": .reference("A")]).isScalar)
    }

    @Test func examplesDefaultsAndEnumerationsComeFirst() {
        #expect(value(APISchema(.integer) { $0.enumeration = [.null, .integer(4)] }) == .integer(4))
        #expect(
            value(
                APISchema(.integer) {
                    $0.defaultValue = .integer(3)
                    $0.enumeration = [.integer(4)]
                }
            ) == .integer(3)
        )
        #expect(
            value(
                APISchema(.integer) {
                    $0.examples = [.integer(2)]
                    $0.defaultValue = .integer(3)
                }
            ) == .integer(2)
        )
    }

    @Test func whatIsReadOnlyIsLeftOut() {
        let schema = APISchema.object(
            ("id", APISchema(.integer) { $0.isReadOnly = true }),
            ("name", APISchema(.string))
        )
        #expect(value(schema).members.map(\.name) == ["name"])
    }

    @Test func partsOfACompositionAreJoined() {
        let schema = APISchema([]) { $0.allOf = [.texts("a", "b"), .texts("b", "c")] }
        #expect(value(schema).members.map(\.name) == ["a", "b", "c"])
        #expect(value(APISchema([]) { $0.oneOf = [APISchema(.boolean), APISchema(.string)] }) == .bool(true))
    }
}
