//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The checks that a scan runs, as a value. Adding a check whose id is there already replaces it.
public struct CheckSet: Sendable {
    /// The checks in the order of their ids.
    public private(set) var checks: [any Check]

    /// No checks.
    public static let none = CheckSet([])

    /// A set of these checks. Of those with the same id, the last stays.
    public init(_ checks: [any Check]) {
        self.checks = []
        for check in checks { insert(check) }
    }

    /// These checks and the given one.
    public func adding(_ check: any Check) -> CheckSet {
        var set = self
        set.insert(check)
        return set
    }

    /// These checks without the one of this id.
    public func removing(_ id: CheckID) -> CheckSet {
        var set = self
        set.checks.removeAll { $0.metadata.id == id }
        return set
    }

    /// The check of this id, written in full or without `venti.`.
    public subscript(id: String) -> (any Check)? {
        checks.first { $0.metadata.id.rawValue == id || $0.metadata.id.shortName == id }
    }

    private mutating func insert(_ check: any Check) {
        checks.removeAll { $0.metadata.id == check.metadata.id }
        checks.append(check)
        checks.sort { $0.metadata.id < $1.metadata.id }
    }
}
