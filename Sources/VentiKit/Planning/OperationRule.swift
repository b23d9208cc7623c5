//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What a scan does with the operations that a pattern fits.
public struct OperationRule: Sendable, Hashable, Codable {
    /// The operations: `GET /users*`, `/users/*` for any method, `tag:billing` or `id:createUser`.
    public var match: String
    /// Values for the operations' parameters and properties, by name. They come before ``ScanPolicy/values``.
    public var values: [String: String]
    /// Why the operations are not called, as the report's coverage says it; `nil` where they are.
    public var skipReason: String?

    /// Makes a rule.
    ///
    /// - Parameters:
    ///   - match: The operations, in the forms of ``ScanPolicy/includedOperations``.
    ///   - values: Values for their parameters and properties, by name.
    ///   - skipReason: Why they are not called, or `nil` to call them.
    public init(_ match: String, values: [String: String] = [:], skipReason: String? = nil) {
        self.match = match
        self.values = values
        self.skipReason = skipReason
    }

    /// Reads a rule; members that are missing have their defaults.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            try container.decode(String.self, forKey: .match),
            values: try container.decode(.values, default: [:]),
            skipReason: try container.decodeIfPresent(String.self, forKey: .skipReason)
        )
    }
}

extension [OperationRule] {
    /// The values of the rules that fit the operation; of two for one name the first rule's.
    func values(for operation: APIOperation) -> [String: String] {
        lazy.filter { !$0.values.isEmpty && OperationSelection.matches($0.match, operation) }
            .reduce(into: [:]) { $0.merge($1.values) { first, _ in first } }
    }

    /// Why the operation is not called, by the first rule that says so.
    func skipReason(for operation: APIOperation) -> String? {
        lazy.filter { $0.skipReason != nil && OperationSelection.matches($0.match, operation) }.first?.skipReason
    }
}
