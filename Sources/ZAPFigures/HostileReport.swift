//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit
import VentiKitZAP

/// A report of any size that has script in every member, and ends in the middle.
struct HostileReport {
    let mebibytes: Int

    /// Reads it, and says whether no more of it was kept than the reader's limit, and the loss told.
    func isBounded() throws -> Bool {
        let script = String(repeating: "<script>alert(1)</script>", count: 8)
        let members = ["name", "desc", "solution", "otherinfo", "reference"].map { "\"\($0)\":\"\(script)\"" }
        let alert = Array("{\"pluginid\":\"40018\",\(members.joined(separator: ","))},".utf8)
        var reader = ZAPReportReader()
        let began = ContinuousClock.now
        var sent = 0
        reader.read(Array(#"{"@version":"2.17.0","site":[{"@name":"http://a","alerts":["#.utf8))
        while sent < mebibytes << 20 {
            reader.read(alert)
            sent += alert.count
        }
        let report = try reader.finish()
        let took = ContinuousClock.now - began
        print(
            "a report of \(sent >> 20) MiB, cut short: \(report.alerts.count) alerts kept, "
                + "\(report.diagnostics.count) diagnostics, \(Int(took / .milliseconds(1))) ms"
        )
        let kept = report.alerts.count * alert.count
        return report.isCutShort && !report.diagnostics.isEmpty
            && kept <= ZAPReportReader.Limits().maximumBytes + alert.count
    }
}
