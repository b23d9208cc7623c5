//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// The entries under `operations:`: what to do differently with some operations.
enum OperationConfig {
    static func rules(_ value: ConfigValue) throws -> [OperationRule] {
        if value.isMapping {
            throw value.error(
                "a list of rules is needed here, such as - {match: GET /users/{id}, parameters: {id: 42}}; "
                    + "include and exclude stand under target"
            )
        }
        return try value.elements().map(rule)
    }

    private static func rule(_ value: ConfigValue) throws -> OperationRule {
        let entries = try value.mapping(of: ConfigGrammar.operation)
        let match = try entries.required("match")
        let pattern = try match.text()
        if let problem = problem(withPattern: pattern) { throw match.error(problem) }
        var rule = OperationRule(pattern)
        for (key, value) in try entries["parameters"]?.anyMapping() ?? [] {
            rule.values[key.name] = try value.text()
        }
        let skips = try entries["skip"]?.truth() ?? false
        let reason = try entries["reason"]?.text() ?? ""
        switch (skips, entries["reason"]) {
        case (true, nil): throw value.error("skip needs a reason, so that the report can say why nothing was sent")
        case (true, let place?) where reason.isEmpty: throw place.error("the reason is empty")
        case (false, let place?): throw place.error("a reason belongs to skip: true")
        default: break
        }
        if skips { rule.skipReason = reason }
        guard skips || !rule.values.isEmpty else {
            throw value.error("the rule does nothing; give parameters, or skip: true with a reason")
        }
        if skips, let parameters = entries["parameters"] {
            throw parameters.error("an operation that is left out needs no parameters; remove one")
        }
        return rule
    }

    /// What is wrong with a pattern for operations, or `nil`.
    static func problem(withPattern text: String) -> String? {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        let path = words.last.map(String.init) ?? ""
        let isPath = words.count <= 2 && (path.hasPrefix("/") || path.hasPrefix("*"))
        let isName = ["tag:", "id:"].contains { text.hasPrefix($0) && text.count > $0.count }
        return isPath || isName
            ? nil : "\(text) is not an operation; it is `GET /users*`, `/users/*`, `tag:billing` or `id:createUser`"
    }
}
