//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct PropertyCandidatesTests {
    private static func object(_ names: [String], readOnly: Set<String> = []) -> APISchema {
        var schema = APISchema(.object)
        schema.properties = names.map { name in
            var property = APISchema(.string)
            property.isReadOnly = readOnly.contains(name)
            return APISchema.Property(name: name, schema: property)
        }
        return schema
    }

    private static func operation(_ method: String, _ path: String, takes: APISchema?, gives: APISchema) -> APIOperation
    {
        APIOperation(
            method: method,
            path: path,
            requestBody: takes.map { schema in
                APIRequestBody(contents: [APIContent(mediaType: "application/json", schema: schema)])
            },
            responses: ["200": APIResponse(contents: [APIContent(mediaType: "application/json", schema: gives)])]
        )
    }

    private static func wrapped(_ schema: APISchema) -> APISchema {
        var wrapper = APISchema(.object)
        wrapper.properties = [APISchema.Property(name: "data", schema: schema)]
        return wrapper
    }

    private let order = object(["id", "title", "note", "status", "createdAt", "colour", "href"])
    private var create: APIOperation {
        Self.operation("POST", "/orders", takes: Self.object(["title", "note"]), gives: Self.wrapped(order))
    }

    private func candidates(_ others: [APIOperation], siblings: [APIOperation] = []) -> [String] {
        let body: JSONValue = .object([.init("title", .string("a")), .init("note", .string("b"))])
        let request = OperationRequest(operation: create, body: .json(body, mediaType: "application/json"))
        let description = APIDescription(
            documentVersion: "3.0.3",
            title: "",
            version: "1",
            operations: [create] + others + siblings
        )
        let found = PropertyCandidates(
            for: request,
            reads: others.filter { $0.method == "GET" },
            siblings: siblings,
            identifiers: ["orderId"],
            in: description
        )
        return found.all(seen: [], generic: []).map(\.name)
    }

    @Test func whatTheAnswerHasAndTheRequestLacksIsTried() {
        #expect(candidates([]) == ["status", "createdAt", "colour"])
    }

    @Test func otherOperationsAboutTheSameTellMore() {
        let debug = Self.operation(
            "GET",
            "/debug/orders",
            takes: nil,
            gives: Self.object(["title", "note", "isAdmin"])
        )
        let unlike = Self.operation("GET", "/users", takes: nil, gives: Self.object(["name", "balance"]))
        #expect(candidates([debug, unlike]).first == "isAdmin")
        #expect(!candidates([debug, unlike]).contains("balance"))
    }

    @Test func whatTheCallerMayWriteElsewhereIsNoFlaw() {
        let change = Self.operation("PATCH", "/orders/{orderId}", takes: Self.object(["status"]), gives: order)
        #expect(candidates([], siblings: [change]) == ["createdAt", "colour"])
        let other = Self.operation("PUT", "/paint", takes: Self.object(["colour"]), gives: Self.object(["ok"]))
        #expect(candidates([other]) == ["status", "createdAt"])
    }

    @Test func readOnlyPropertiesAreMarkedWhereverTheDocumentSaysSo() {
        let read = Self.operation(
            "GET",
            "/orders/{orderId}",
            takes: nil,
            gives: Self.object(["title", "note", "total"], readOnly: ["total"])
        )
        let body: JSONValue = .object([.init("title", .string("a"))])
        let request = OperationRequest(operation: create, body: .json(body, mediaType: "application/json"))
        let description = APIDescription(documentVersion: "3.0.3", title: "", version: "1", operations: [create, read])
        let found = PropertyCandidates(for: request, reads: [read], siblings: [], identifiers: [], in: description)
        #expect(found.all(seen: [], generic: []).filter(\.isReadOnly).map(\.name) == ["total"])
    }

    @Test func namesThatOnlyAnAnswerShowsCountWhereTheyMatter() {
        let request = OperationRequest(operation: create, body: .json(.object([]), mediaType: "application/json"))
        let description = APIDescription(documentVersion: "3.0.3", title: "", version: "1", operations: [create])
        let found = PropertyCandidates(for: request, reads: [], siblings: [], identifiers: [], in: description)
        let seen: [JSONValue.Member] = [
            .init("verified", .bool(false)), .init("mood", .string("x")), .init("passwordHash", .string("y")),
        ]
        let names = found.all(seen: seen, generic: []).map(\.name)
        #expect(names.contains("verified"))
        #expect(!names.contains("mood") && !names.contains("passwordHash"))
    }

    @Test func circularSchemasEnd() {
        var node = APISchema(.object)
        node.properties = [
            APISchema.Property(name: "status", schema: APISchema(.string)),
            APISchema.Property(name: "next", schema: .reference("#/n")),
            APISchema.Property(name: "other", schema: .reference("#/n")),
        ]
        let shapes = ObjectShape.all(in: .reference("#/n"), SchemaLibrary(["#/n": node]))
        #expect(shapes.first?.names == ["status"])
        #expect(shapes.count <= 64)
    }
}
