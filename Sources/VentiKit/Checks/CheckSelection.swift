//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Which checks a policy asks for.
struct CheckSelection {
    private let policy: ScanPolicy

    init(_ policy: ScanPolicy) { self.policy = policy }

    /// The checks that the policy names and its profile allows.
    ///
    /// - Throws: ``ScanError`` with code ``ScanError/Code/unknownCheck`` where a name fits no check.
    func select(from set: CheckSet) throws -> [any Check] {
        for name in policy.checks + policy.skippedChecks where !set.checks.contains(where: { Self.matches(name, $0) }) {
            throw ScanError(.unknownCheck, "There is no check or family \"\(name)\"; `venti checks` lists them.")
        }
        return set.checks.filter { check in
            check.metadata.profile <= policy.profile
                && (policy.checks.isEmpty || policy.checks.contains { Self.matches($0, check) })
                && !policy.skippedChecks.contains { Self.matches($0, check) }
        }
    }

    /// Whether a name is the check's id, in full or short, a prefix of it that ends at a dot, or its OWASP family.
    static func matches(_ name: String, _ check: any Check) -> Bool {
        let metadata = check.metadata
        let name = name.lowercased()
        return [metadata.id.rawValue, metadata.id.shortName].contains { $0 == name || $0.hasPrefix(name + ".") }
            || metadata.category?.family == name || metadata.category?.rawValue.lowercased() == name
    }
}
