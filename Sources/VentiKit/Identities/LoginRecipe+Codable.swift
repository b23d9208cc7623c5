//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// On the wire: `{"from": "jsonPointer", "pointer": "/token"}`, `{"from": "header", "name": "X-Token"}` or
/// `{"from": "cookie", "name": "session"}`.
extension LoginRecipe.Extraction {
    private enum CodingKeys: String, CodingKey {
        case from, pointer, name
    }

    private enum Tag: String {
        case jsonPointer, header, cookie
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let text = try container.decode(String.self, forKey: .from)
        self =
            switch Tag(rawValue: text) {
            case .jsonPointer: .jsonPointer(try container.decode(String.self, forKey: .pointer))
            case .header: .header(try container.decode(String.self, forKey: .name))
            case .cookie: .cookie(try container.decode(String.self, forKey: .name))
            case nil: throw container.unknownTag(text, at: .from)
            }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .jsonPointer(let pointer):
            try container.encode(Tag.jsonPointer.rawValue, forKey: .from)
            try container.encode(pointer, forKey: .pointer)
        case .header(let name):
            try container.encode(Tag.header.rawValue, forKey: .from)
            try container.encode(name, forKey: .name)
        case .cookie(let name):
            try container.encode(Tag.cookie.rawValue, forKey: .from)
            try container.encode(name, forKey: .name)
        }
    }
}

/// On the wire: `{"in": "header", "name": "Authorization", "template": "Bearer {{token}}"}`,
/// `{"in": "query", "name": "key"}` or `{"in": "cookie", "name": "session"}`.
extension LoginRecipe.TokenUse {
    private enum CodingKeys: String, CodingKey {
        case location = "in"
        case name, template
    }

    private enum Tag: String {
        case header, query, cookie
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let text = try container.decode(String.self, forKey: .location)
        let name = try container.decode(String.self, forKey: .name)
        self =
            switch Tag(rawValue: text) {
            case .header: .header(name: name, template: try container.decode(.template, default: "Bearer {{token}}"))
            case .query: .query(name)
            case .cookie: .cookie(name)
            case nil: throw container.unknownTag(text, at: .location)
            }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .header(let name, let template):
            try container.encode(Tag.header.rawValue, forKey: .location)
            try container.encode(name, forKey: .name)
            try container.encode(template, forKey: .template)
        case .query(let name):
            try container.encode(Tag.query.rawValue, forKey: .location)
            try container.encode(name, forKey: .name)
        case .cookie(let name):
            try container.encode(Tag.cookie.rawValue, forKey: .location)
            try container.encode(name, forKey: .name)
        }
    }
}
