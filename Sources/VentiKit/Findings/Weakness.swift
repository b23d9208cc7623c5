//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// An entry of the Common Weakness Enumeration, such as CWE-89.
///
/// Source: [MITRE CWE](https://cwe.mitre.org).
public struct Weakness: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The number after `CWE-`.
    public var number: Int

    /// Makes the weakness with the given CWE number.
    public static func cwe(_ number: Int) -> Weakness { Weakness(number: number) }

    /// The identifier as written, such as `CWE-89`.
    public var description: String { "CWE-\(number)" }

    private init(number: Int) { self.number = number }

    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard text.hasPrefix("CWE-"), let number = Int(text.dropFirst(4)) else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "Expected CWE-<number>, found \(text.prefix(40))."
                )
            )
        }
        self.number = number
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
