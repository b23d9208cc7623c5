//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Hummingbird
import VentiServer
import VentiService

/// The emergency stops.
struct StopsPage: PageView {
    /// A stop that is engaged.
    struct Row: Sendable {
        let id: String
        let heading: String
        let reason: String
        let by: String
        let at: String
        let atText: String
        let mayRelease: Bool
        let action: String
    }

    /// What can be stopped.
    struct Reach: Sendable {
        let value: String
        let heading: String
        let meaning: String
        let label: String
    }

    let template = "stops"
    let page: Chrome
    let stops: [Row]
    let reaches: [Reach]
}

/// Engaging and releasing emergency stops.
enum StopRoutes {
    static func add(to pages: PageRouter) {
        pages.get("/emergency-stop") { visit in try visit.html(try await page(visit)) }
        pages.post("/emergency-stop", back: { _ in "/emergency-stop" }) { visit, form in
            guard let reach = EmergencyStop.Reach(rawValue: form["reach"]) else {
                throw ServiceError.invalid("/reach", "Choose what to stop.")
            }
            _ = try await visit.platform.stops.engage(
                reach,
                target: reach == .target ? try form.id("target") : nil,
                reason: form["reason"],
                as: visit.principal
            )
            return visit.redirect("/emergency-stop", done: "stopped")
        }
        pages.post("/emergency-stop/{stop}/release", back: { _ in "/emergency-stop" }) { visit, form in
            try await visit.platform.stops.release(try visit.id("stop"), reason: form["reason"], as: visit.principal)
            return visit.redirect("/emergency-stop", done: "released")
        }
    }

    private static func page(_ visit: Visit) async throws -> StopsPage {
        let engaged = try await visit.platform.stops.engaged(as: visit.principal)
        let targets = try await visit.targets(engaged.compactMap(\.target))
        let rows = engaged.map { stop in
            let at = Moment(stop.engagedAt)
            let heading: String =
                switch stop.reach {
                case .global: "All scans of the platform"
                case .tenant: "All scans of this organisation"
                case .target: "All scans of \(stop.target.flatMap { targets[$0]?.name } ?? "a target")"
                }
            return StopsPage.Row(
                id: stop.id.rawValue,
                heading: heading,
                reason: stop.reason,
                by: stop.engagedBy,
                at: at.machine,
                atText: at.text,
                mayRelease: visit.may(stop.reach == .global ? .writeGlobalStops : .writeStops),
                action: "/emergency-stop/\(stop.id)/release"
            )
        }
        var reaches: [StopsPage.Reach] = []
        if visit.may(.writeStops) {
            reaches.append(
                StopsPage.Reach(
                    value: "tenant",
                    heading: "Stop all scans of this organisation",
                    meaning:
                        "Every running scan ends within a second, and what it has found stays. Those that wait end, "
                        + "too; none begins again by itself. A single target is stopped on its own page.",
                    label: "Stop all scans now"
                )
            )
        }
        if visit.may(.writeGlobalStops) {
            reaches.append(
                StopsPage.Reach(
                    value: "global",
                    heading: "Stop the whole platform",
                    meaning: "All scans of all organisations end, and none begins.",
                    label: "Stop everything now"
                )
            )
        }
        return StopsPage(page: try await visit.chrome("Emergency stop", .stop), stops: rows, reaches: reaches)
    }
}
