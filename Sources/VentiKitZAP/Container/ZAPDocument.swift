//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// An OpenAPI document with nothing but the requests that a scan may send: their values stand in the paths and as examples.
struct ZAPDocument {
    let seeds: [DocumentedRequests.Seed]
    let base: String

    init(_ seeds: [DocumentedRequests.Seed], base: String) {
        self.seeds = seeds
        self.base = base
    }

    var text: [UInt8] {
        var paths: [(path: String, methods: [JSONValue.Member])] = []
        for seed in seeds {
            let path = String(seed.request.target.prefix { $0 != "?" })
            let member = JSONValue.Member(seed.request.method.lowercased(), operation(seed))
            if let index = paths.firstIndex(where: { $0.path == path }) {
                guard !paths[index].methods.contains(where: { $0.name == member.name }) else { continue }
                paths[index].methods.append(member)
            } else {
                paths.append((path, [member]))
            }
        }
        let document = JSONValue([
            "openapi": .string("3.0.3"),
            "info": JSONValue(["title": .string("API"), "version": .string("1")]),
            "servers": .array([JSONValue(["url": .string(base)])]),
            "paths": .object(paths.map { JSONValue.Member($0.path, .object($0.methods)) }),
        ])
        return document.serializedJSON()
    }

    private func operation(_ seed: DocumentedRequests.Seed) -> JSONValue {
        let query = seed.request.target.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
        let parameters = query.split(separator: "&").map { pair in
            let halves = pair.split(separator: "=", maxSplits: 1).map { PercentEncoding.decode(String($0)) }
            let value = JSONValue.string(halves.count > 1 ? halves[1] : "")
            return JSONValue([
                "name": .string(halves.first ?? ""), "in": .string("query"), "required": .bool(true),
                "schema": JSONValue(["type": .string("string"), "example": value]),
            ])
        }
        var members = [
            JSONValue.Member("parameters", .array(parameters)),
            JSONValue.Member("responses", JSONValue(["200": JSONValue(["description": .string("")])])),
        ]
        if !seed.request.body.isEmpty {
            let type = seed.request.headers["content-type"] ?? "application/json"
            let text = String(decoding: seed.request.body, as: UTF8.self)
            let example = JSONValue(parsingJSON: seed.request.body) ?? .string(text)
            let schema = JSONValue(["type": .string(Self.kind(of: example)), "example": example])
            members.append(
                .init(
                    "requestBody",
                    JSONValue(["content": JSONValue([type: JSONValue(["schema": schema, "example": example])])])
                )
            )
        }
        return .object(members)
    }

    private static func kind(of value: JSONValue) -> String {
        switch value {
        case .object: "object"
        case .array: "array"
        case .integer: "integer"
        case .number: "number"
        case .bool: "boolean"
        case .string, .null: "string"
        }
    }
}
