//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// The findings of a running scan, taken from ZAP as they come.
struct ZAPScanFindings {
    private let mapping: ZAPFindings
    private let target: TargetURL
    private let version: String
    private var alerts: [ZAPAlert] = []
    private var known: Set<Fingerprint> = []
    /// How many alerts of ZAP's were fetched.
    private var position = 0
    private var isCut = false

    init(description: APIDescription, target: TargetURL, version: String) {
        mapping = ZAPFindings(description: description, target: target)
        self.target = target
        self.version = version
    }

    /// The number of findings so far.
    var count: Int { known.count }

    /// Everything so far, as a report.
    var report: ImportedReport {
        var report = mapping.imported(report(of: alerts))
        if isCut {
            report.diagnostics.append(
                ScanDiagnostic(.warning, "ZAP has more alerts than the \(position) that were taken over.")
            )
        }
        return report
    }

    /// Fetches the alerts that were added.
    ///
    /// - Parameters:
    ///   - daemon: ZAP.
    ///   - maximum: The alerts that are taken over in all.
    /// - Returns: The findings that are new.
    mutating func takeNew(from daemon: ZAPDaemon, maximum: Int) async throws -> [Finding] {
        let (added, end) = try await daemon.alerts(after: position, of: target, maximum: maximum - position)
        position = end
        isCut = position >= maximum
        alerts += added
        return mapping.imported(report(of: added)).findings.filter { known.insert($0.fingerprint).inserted }
    }

    private func report(of alerts: [ZAPAlert]) -> ZAPReport {
        var site = ZAPReport.Site()
        site.name = target.origin
        site.alerts = alerts
        var report = ZAPReport()
        report.version = version
        report.sites = [site]
        return report
    }
}
