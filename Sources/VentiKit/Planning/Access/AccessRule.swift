//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A sentence of an access policy: which roles may call which operations.
public struct AccessRule: Sendable, Hashable, Codable {
    /// The operations, as in ``ScanPolicy/includedOperations``: `GET /users*`, `tag:billing` or `id:createUser`.
    public var operations: String
    /// The roles that may: those of ``Identity/role``, `*` for every identity, or `anonymous` for everybody.
    public var roles: [String]

    /// A rule for the operations that a selector names, such as `GET /reports*`.
    public init(_ operations: String, roles: [String]) {
        self.operations = operations
        self.roles = roles
    }

    /// Stands for every identity.
    public static let anyRole = "*"
    /// Stands for everybody, with a credential or without.
    public static let anonymous = "anonymous"

    /// What is wrong with the rule, in one line, or `nil`.
    package var problem: String? {
        if let problem = Self.problem(withPattern: operations) { return problem }
        guard !roles.isEmpty else {
            return
                "no role may call \(operations); name those that may, `*` for every identity, `anonymous` for everybody"
        }
        let isPlain = roles.allSatisfy { role in
            !role.isEmpty && !role.contains { $0.isWhitespace || $0.isNewline }
        }
        return isPlain ? nil : "a role is a word without spaces"
    }

    private static func problem(withPattern pattern: String) -> String? {
        let forms = "it is `GET /users*`, `/users*`, `tag:billing` or `id:createUser`"
        for prefix in ["tag:", "id:"] where pattern.hasPrefix(prefix) {
            return pattern.count > prefix.count ? nil : "\(pattern) names nothing; \(forms)"
        }
        let parts = pattern.split(separator: " ", maxSplits: 1)
        guard let path = parts.last, parts.count == 2 || !pattern.contains(" ") else {
            return "an operation is missing; \(forms)"
        }
        guard path.hasPrefix("/") || path.hasPrefix("*") else { return "\(pattern) is not an operation; \(forms)" }
        let isMethod = parts.count == 1 || parts[0].allSatisfy { $0.isASCII && $0.isLetter || $0 == "*" }
        return isMethod ? nil : "\(parts[0]) is not a method; \(forms)"
    }
}
