//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Something that VentiKit looks for. A check is one of ``DocumentCheck``, ``PassiveCheck`` and ``ActiveCheck``.
public protocol Check: Sendable {
    /// What the check is and what its findings say.
    var metadata: CheckMetadata { get }
}

/// A check that reads the document and sends nothing.
public protocol DocumentCheck: Check {
    /// Looks at the whole description.
    func audit(_ description: APIDescription) -> [Finding]
}

/// A check that looks at an exchange that was made for another reason. It cannot send: it is given nothing to send with.
public protocol PassiveCheck: Check {
    /// Looks at one exchange.
    func inspect(_ exchange: HTTPExchange) -> [Finding]
}

/// A check that sends requests of its own.
public protocol ActiveCheck: Check {
    /// Probes one operation.
    ///
    /// - Throws: ``CheckSkipped`` with the reason if the operation gives the check nothing to work with; errors of the
    ///   context's methods, which the scanner turns into coverage.
    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding]
}

/// Says that a check has nothing to do at an operation, and why. The reason becomes part of the coverage.
public struct CheckSkipped: Error, Sendable {
    /// Why, in words for the report's coverage.
    public var reason: String

    /// Ends the check of this operation with a reason.
    public init(_ reason: String) { self.reason = reason }
}

/// A check that sends requests to the target as a whole, once in a scan.
public protocol HostCheck: Check {
    /// Probes the target.
    ///
    /// - Throws: As ``ActiveCheck/probe(_:in:)``.
    func probe(in context: CheckContext) async throws -> [Finding]
}

/// An active check whose requests must not mix with others: it measures time, or sends a burst.
///
/// The scanner runs such checks one at a time, after those that may run side by side.
protocol ExclusiveCheck: ActiveCheck {
    /// Whether the check sends a burst, which may exhaust the target's patience; bursts come last of all.
    var isBurst: Bool { get }
}

/// An active check that changes and deletes nothing but what it has made itself.
///
/// The scanner lets such checks call operations that delete even where the profile keeps all others from it.
protocol OwnObjectCheck: ActiveCheck {}
