//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Testing
public import VentiKit

/// A trait that changes the scan of the suite that it stands on, wherever it stands beside `apiScan`.
protocol ScanSetting: Sendable {
    /// Changes the scan before it begins.
    func apply(to scan: inout APIScan) async throws
}

/// Bounds the scan of a suite.
///
/// Made by `scanBudget(requests:seconds:)`.
public struct ScanBudgetTrait: SuiteTrait, ScanSetting {
    let requests: Int?
    let seconds: Double?

    func apply(to scan: inout APIScan) {
        if let requests { scan.policy.maximumRequests = requests }
        if let seconds { scan.policy.maximumSeconds = seconds }
    }
}

/// Adds identities to the scan of a suite.
///
/// Made by `identities(_:)`.
public struct IdentitiesTrait: SuiteTrait, ScanSetting {
    let identities: @Sendable () async throws -> [Identity]

    func apply(to scan: inout APIScan) async throws { scan.identities += try await identities() }
}

extension Trait where Self == ScanBudgetTrait {
    /// Bounds the scan of the suite.
    ///
    /// - Parameters:
    ///   - requests: The requests in all, or `nil` to leave that as it is.
    ///   - seconds: The seconds, or `nil` to leave that as it is.
    public static func scanBudget(requests: Int? = nil, seconds: Double? = nil) -> Self {
        Self(requests: requests, seconds: seconds)
    }
}

extension Trait where Self == IdentitiesTrait {
    /// Adds identities to the scan of the suite.
    ///
    /// - Parameter identities: Makes them; called once, when the suite begins.
    public static func identities(_ identities: @escaping @Sendable () async throws -> [Identity]) -> Self {
        Self(identities: identities)
    }
}
