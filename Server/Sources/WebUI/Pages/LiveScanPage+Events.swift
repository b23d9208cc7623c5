//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit
import VentiService

/// The parts of events' data that a page shows.
private struct EventData: Decodable {
    var phase: String?
    var detail: String?
    var level: String?
    var message: String?
    var name: String?
    var works: String?
    var state: String?
    var attempt: String?
    var severity: String?
    var title: String?
    var operation: String?
    var summary: String?
}

extension LiveScanPage {
    /// A scan that is not over, as its record and its events have it.
    init(_ scan: Scan, _ target: Target?, _ events: [ScanEventRecord], page: Chrome, mayCancel: Bool, now: Date) {
        var lines: [Event] = []
        var found: [Found] = []
        for event in events {
            guard let data = try? JSONDecoder().decode(EventData.self, from: Data(event.data.utf8)) else { continue }
            switch event.kind {
            case "phase": lines.append(Event(text: Self.line("phase \(data.phase ?? "")", data.detail)))
            case "state": lines.append(Event(text: "\(data.state ?? ""), attempt \(data.attempt ?? "")"))
            case "log": lines.append(Event(text: Self.line(data.level ?? "", data.message)))
            case "identity":
                let words = data.works == "yes" ? "works" : "does not work"
                lines.append(Event(text: "identity \(data.name ?? ""): \(words). \(data.detail ?? "")"))
            case "finding":
                found.append(
                    Found(
                        severity: Severity(rawValue: data.severity ?? "")?.rawValue ?? "info",
                        title: data.title ?? "",
                        operation: data.operation ?? "",
                        summary: data.summary ?? ""
                    )
                )
            default: break
            }
        }
        let names = ScanPhase.Name.allCases
        let at = names.firstIndex { $0.rawValue == scan.progress.phase }
        self.page = page
        targetName = target?.name ?? "A target that is deleted"
        targetURL = target?.url ?? ""
        profile = scan.profile.rawValue
        id = scan.id.rawValue
        seq = events.last?.seq ?? 0
        phaseName = scan.progress.phase
        state = scan.state.rawValue
        self.mayCancel = mayCancel
        href = "/scans/\(scan.id)"
        phases = names.enumerated().map { index, name in
            let status = at.map { index < $0 ? "done" : index == $0 ? "now" : "next" } ?? "next"
            return Phase(
                name: name.rawValue,
                label: name.rawValue.prefix(1).uppercased() + name.rawValue.dropFirst(),
                status: status
            )
        }
        fraction = "\(scan.progress.fraction)"
        percent = "\(Int(scan.progress.fraction * 100)) %"
        sent = scan.progress.requestsSent.words
        most = scan.progress.maximumRequests.words
        self.found = found.count
        startedAt = scan.startedAt.map { Timestamp.text($0) } ?? ""
        let seconds = scan.startedAt.map { max(0, Int(now.timeIntervalSince($0))) } ?? 0
        elapsed = "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
        activity = scan.progress.activity
        self.events = lines.suffix(200)
        hasFindings = !found.isEmpty
        findings = found.reversed()
    }

    private static func line(_ head: String, _ rest: String?) -> String {
        guard let rest, !rest.isEmpty else { return head }
        return "\(head): \(rest)"
    }
}
