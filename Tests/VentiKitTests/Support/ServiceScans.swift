//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit
import VulnerableAPIs

/// Scans of the demo services with all checks, each done once for all tests that look at it.
actor ServiceScans {
    static let shared = ServiceScans()

    private var scans: [String: Task<ScanReport, any Error>] = [:]

    func report(of service: DemoService, _ variant: Variant) async throws -> ScanReport {
        let key = "\(service.name)-\(variant.rawValue)"
        if let scan = scans[key] { return try await scan.value }
        // One after another: the tests beside them need the processors too.
        let earlier = Array(scans.values)
        let scan = Task {
            for scan in earlier { _ = try? await scan.value }
            return try await InProcessScan.run(service.make(variant)) { policy in
                policy.profile = .active
                policy.maximumRequests = 20_000
            }
        }
        scans[key] = scan
        return try await scan.value
    }
}
