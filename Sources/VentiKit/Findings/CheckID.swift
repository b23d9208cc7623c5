//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The stable, namespaced name of a check, such as `venti.sqli.error`.
///
/// The namespace `venti` is reserved for the checks that come with VentiKit.
public struct CheckID: Sendable, Hashable, Codable, Comparable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The whole name.
    public let rawValue: String

    /// An id as it is written, with its namespace: `acme.server-banner`.
    public init(_ rawValue: String) { self.rawValue = rawValue }
    public init(stringLiteral value: String) { rawValue = value }

    public var description: String { rawValue }

    /// The name without the `venti.` namespace, as a person types it: `sqli.error`.
    public var shortName: String { rawValue.hasPrefix("venti.") ? String(rawValue.dropFirst(6)) : rawValue }

    public static func < (lhs: CheckID, rhs: CheckID) -> Bool { lhs.rawValue < rhs.rawValue }

    public init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(String.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}
