//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct UndocumentedPropertiesTests {
    private func names(_ text: String, _ change: (inout APISchema) -> Void = { _ in }) throws -> [String] {
        var person = APISchema(.object)
        person.properties = [
            APISchema.Property(name: "name", schema: APISchema(.string)),
            APISchema.Property(name: "contact", schema: APISchema()),
        ]
        change(&person)
        var list = APISchema(.array)
        list.items = [.reference("#/Person")]
        let body = try #require(JSONValue(parsingJSON: Array(text.utf8)))
        let found = UndocumentedProperties(in: body, schema: list, schemas: SchemaLibrary(["#/Person": person]))
        return found.values.keys.sorted()
    }

    @Test func personalDataThatTheSchemaDoesNotNameIsInExcess() throws {
        #expect(
            try names(#"[{"name":"Ann","email":"ann@a.example","salary":2900,"mood":"well"}]"#) == ["email", "salary"]
        )
        #expect(try names(#"[{"name":"Ann","private":{"phone":"+12025550123"}}]"#) == ["phone"])
    }

    @Test func describedOpenAndUnknownObjectsHaveNoExcess() throws {
        #expect(try names(#"[{"name":"ann@a.example"}]"#) == [])
        #expect(try names(#"[{"contact":{"email":"ann@a.example"}}]"#) == [])
        #expect(try names(#"[{"email":"ann@a.example"}]"#) { $0.additionalProperties = [APISchema()] } == [])
        #expect(try names(#"[{"email":"ann@a.example"}]"#) { $0.properties = [] } == [])
    }

    @Test func anOpenSchemaIsReadAsOne() throws {
        let document = """
            {"openapi":"3.0.3","info":{"title":"a","version":"1"},"paths":{},"components":{"schemas":{
            "Open":{"type":"object","additionalProperties":true},"Closed":{"type":"object","additionalProperties":false}}}}
            """
        let schemas = try OpenAPIReader().read(bytes: Array(document.utf8), name: "a.json").schemas
        #expect(schemas["#/components/schemas/Open"]?.additionalProperties == [APISchema()])
        #expect(schemas["#/components/schemas/Closed"]?.additionalProperties == [])
    }

    @Test(arguments: [
        ("email", JSONValue.string("ann@a.example"), true), ("contact", .string("ann@a.example"), true),
        ("email", .string("info@a.example"), false), ("email", .string("a***@a.example"), true),
        ("email", .null, false),
        ("email", .bool(true), false), ("phone", .string("+12025550123"), true), ("phone", .string("none"), false),
        ("salary", .integer(2_900), true), ("dateOfBirth", .string("1990-01-02"), true), ("ssn", .string("***"), false),
        ("apiKey", .string("k7Zq93Lm"), true), ("password", .string("k7Zq93Lm"), false),
        ("tokenType", .string("Bearer"), false),
        ("city", .string("Oslo"), false), ("url", .string("https://a.example/u@x"), false),
    ])
    func personalDataIsKnownByNameAndValue(name: String, value: JSONValue, isPersonal: Bool) {
        #expect(PersonalData.isHeld(by: .init(name, value)) == isPersonal)
    }
}
