//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// On the wire, a capture is one flat object whose `from` says where the value is:
/// `{"name": "orderId", "from": "body", "pointer": "/data/id"}`.
extension ProofCapture: Codable {
    private enum CodingKeys: String, CodingKey {
        case name, from, pointer, member, besideText, header, segmentsFromEnd, cookie, isSecret, fallback
    }

    private enum Tag: String {
        case body, member, header, location, cookie
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let text = try container.decode(String.self, forKey: .from)
        guard let tag = Tag(rawValue: text) else { throw container.unknownTag(text, at: .from) }
        func string(_ key: CodingKeys) throws -> String { try container.decode(String.self, forKey: key) }
        let source: Source =
            switch tag {
            case .body: .body(pointer: try string(.pointer))
            case .member: .member(name: try string(.member), besideText: try string(.besideText))
            case .header: .header(name: try string(.header))
            case .location: .location(segmentsFromEnd: try container.decode(.segmentsFromEnd, default: 0))
            case .cookie: .cookie(name: try string(.cookie))
            }
        self.init(
            try string(.name),
            from: source,
            isSecret: try container.decode(.isSecret, default: false),
            fallback: try container.decodeIfPresent(String.self, forKey: .fallback)
        )
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        func encode(_ tag: Tag, _ members: [CodingKeys: String]) throws {
            try container.encode(tag.rawValue, forKey: .from)
            for (key, value) in members { try container.encode(value, forKey: key) }
        }
        switch source {
        case .body(let pointer): try encode(.body, [.pointer: pointer])
        case .member(let name, let text): try encode(.member, [.member: name, .besideText: text])
        case .header(let name): try encode(.header, [.header: name])
        case .location(let count):
            try encode(.location, [:])
            try container.encode(count, forKey: .segmentsFromEnd)
        case .cookie(let name): try encode(.cookie, [.cookie: name])
        }
        if isSecret { try container.encode(isSecret, forKey: .isSecret) }
        try container.encodeIfPresent(fallback, forKey: .fallback)
    }
}
