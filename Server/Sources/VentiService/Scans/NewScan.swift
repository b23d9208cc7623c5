//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
public import VentiKit

/// What somebody enters for a scan.
public struct NewScan: Sendable {
    /// What to scan.
    public var target: RecordID
    /// The description of the API.
    public var document: RecordID
    /// How far the scan may go.
    public var profile: ScanPolicy.Profile
    /// What scans; `nil` for the first one that there is.
    public var scanner: String?
    /// The names of the identities to use; `nil` for all that the target has.
    public var identities: [String]?
    /// What the scan may use.
    public var budget: ScanBudget

    /// What somebody enters for a scan.
    public init(
        target: RecordID,
        document: RecordID,
        profile: ScanPolicy.Profile = .safe,
        scanner: String? = nil,
        identities: [String]? = nil,
        budget: ScanBudget = ScanBudget()
    ) {
        self.target = target
        self.document = document
        self.profile = profile
        self.scanner = scanner
        self.identities = identities
        self.budget = budget
    }

    /// - Throws: ``ServiceError`` with code `validation`.
    func check(_ settings: PlatformSettings, _ catalog: ScannerCatalog) throws -> ScannerCatalog.Entry {
        let most = settings.maximumBudget
        guard (1...most.requests).contains(budget.requests) else {
            throw ServiceError.invalid("/budget/requests", "From 1 to \(most.requests).", code: "range")
        }
        guard budget.seconds >= 1, budget.seconds <= most.seconds else {
            throw ServiceError.invalid("/budget/seconds", "From 1 to \(Int(most.seconds)).", code: "range")
        }
        guard budget.requestsPerSecond > 0, budget.requestsPerSecond <= most.requestsPerSecond else {
            throw ServiceError.invalid(
                "/budget/requests_per_second",
                "From above 0 to \(Int(most.requestsPerSecond)).",
                code: "range"
            )
        }
        guard let entry = scanner.map({ catalog.entry($0) }) ?? catalog.entries.first else {
            throw ServiceError.invalid("/scanner", "There is no such scanner.", code: "unknown")
        }
        return entry
    }
}
