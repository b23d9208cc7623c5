//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Foundation

/// A switch that ends all scans of the platform, a tenant or a target at once, and lets none begin.
///
/// It stands until somebody releases it, whatever is restarted in between. The scans that it has ended, those that waited
/// included, do not begin again then.
public struct EmergencyStop: TenantRecord {
    public static let table = "emergencyStop"

    /// What a stop is about.
    public enum Reach: String, Codable, Sendable, Hashable, CaseIterable {
        /// All scans of all tenants.
        case global
        /// All scans of one tenant.
        case tenant
        /// All scans of one target.
        case target
    }

    public var id: RecordID
    /// The tenant; ``RecordID/platform`` for a global stop.
    public var tenant: RecordID
    /// What it is about.
    public var reach: Reach
    /// The target, where it is about one.
    public var target: RecordID?
    /// Why.
    public var reason: String
    /// Who has engaged it.
    public var engagedBy: String
    /// When it was engaged.
    public var engagedAt: Date
    /// Who has released it.
    public var releasedBy: String?
    /// Since when it is no longer engaged.
    public var releasedAt: Date?
}
