//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The keys that a server publishes (RFC 7517, 5).
struct JSONWebKeySet: Sendable, Hashable {
    var keys: [JSONWebKey]
    /// The most keys that are read of one set.
    static let maximumKeys = 16

    /// Reads a set, or a single key; `nil` where the body is neither, or none of its keys is public and understood.
    init?(_ body: [UInt8]) {
        guard body.count <= 256 << 10, let json = JSONValue(parsingJSON: body) else { return nil }
        let all = json["keys"].map(\.elements) ?? [json]
        keys = all.prefix(Self.maximumKeys).compactMap { JSONWebKey($0) }
        guard !keys.isEmpty else { return nil }
    }

    /// The keys that a token may be signed with: those of its `kid`, or all where it names none of them.
    static func keys(_ keys: [JSONWebKey], fitting token: JSONWebToken) -> [JSONWebKey] {
        let keyID = token.header["kid"]?.stringValue
        let named = keys.filter { $0.keyID == keyID }
        return named.isEmpty ? keys : named
    }
}
