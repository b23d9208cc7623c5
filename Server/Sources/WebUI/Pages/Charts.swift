//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiService

/// The open findings as a ring, a part for each severity.
struct Ring: Sendable {
    struct Part: Sendable {
        let severity: String
        let dash: String
        let offset: String
    }

    let title: String
    let total: Int
    let parts: [Part]

    init(_ counts: Scan.Counts) {
        let around = 2 * Double.pi * 42
        total = counts.total
        title = counts.bySeverity.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
        var parts: [Part] = []
        var gone = 0.0
        for (severity, count) in counts.bySeverity where count > 0 {
            let length = around * Double(count) / Double(counts.total)
            // A little gap between the parts, unless there is only one.
            let shown = count == counts.total ? length : max(1, length - 1.5)
            parts.append(Part(severity: severity, dash: "\(shown.tenths) \(around.tenths)", offset: (-gone).tenths))
            gone += length
        }
        self.parts = parts
    }
}

/// The findings of the last scans as a row of bars.
struct Trend: Sendable {
    struct Part: Sendable {
        let severity: String
        let x: String
        let y: String
        let width: Int
        let height: String
    }

    struct Caption: Sendable {
        let x: String
        let text: String
    }

    struct Bar: Sendable {
        let href: String
        let title: String
        let parts: [Part]
        let caption: Caption
    }

    let title: String
    let width: Int
    let most: Int
    let bars: [Bar]

    init(_ scans: [Scan], _ targets: [RecordID: Target]) {
        let most = max(1, scans.map(\.findings.total).max() ?? 1)
        self.most = most
        width = 420
        title = "Findings of the last \(scans.count.counted("scan"))"
        let pitch = min(48, 380 / max(1, scans.count))
        bars = scans.enumerated().map { index, scan in
            let x = 36 + index * pitch
            var floor = 140.0
            var parts: [Part] = []
            for (severity, count) in scan.findings.bySeverity.reversed() where count > 0 {
                let height = Double(count) * 120 / Double(most)
                floor -= height
                parts.append(
                    Part(severity: severity, x: "\(x)", y: floor.tenths, width: pitch - 10, height: height.tenths)
                )
            }
            if parts.isEmpty { parts = [Part(severity: "none", x: "\(x)", y: "137", width: pitch - 10, height: "3")] }
            let day = Moment.day(scan.createdAt)
            let name = targets[scan.target]?.name ?? "deleted"
            return Bar(
                href: "/scans/\(scan.id)",
                title: "\(name), \(day): \(scan.findings.total.counted("finding"))",
                parts: parts,
                caption: Caption(x: "\(x)", text: pitch >= 36 ? String(day.suffix(5)) : String(day.suffix(2)))
            )
        }
    }
}

extension Double {
    /// With one digit after the point.
    fileprivate var tenths: String {
        let whole = (self * 10).rounded() / 10
        return "\(whole)"
    }
}
