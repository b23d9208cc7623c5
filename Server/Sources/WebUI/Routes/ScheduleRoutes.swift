//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Hummingbird
import VentiKit
import VentiServer
import VentiService

/// Scans that are asked for by the clock.
enum ScheduleRoutes {
    static func add(to pages: PageRouter) {
        pages.get("/schedules") { visit in try visit.html(try await list(visit)) }
        pages.post("/schedules", back: { _ in "/schedules" }) { visit, form in
            let made = try await visit.platform.schedules.create(try input(form), as: visit.principal)
            return visit.redirect("/schedules/\(made.value.id)", done: "schedule")
        }
        pages.get("/schedules/{schedule}") { visit in try visit.html(try await page(visit)) }
        pages.post("/schedules/{schedule}", back: Self.back) { visit, form in
            let schedules = visit.platform.schedules
            let known = try await schedules.find(try visit.id("schedule"), as: visit.principal)
            let changed = try input(form, changing: known)
            _ = try await schedules.change(known.id, to: changed, version: Int(form["version"]), as: visit.principal)
            return visit.redirect(back(visit), done: "saved")
        }
        for (verb, isEnabled) in [("pause", false), ("resume", true)] {
            pages.post("/schedules/{schedule}/\(verb)", back: Self.back) { visit, _ in
                let id = try visit.id("schedule")
                _ = try await visit.platform.schedules.setEnabled(isEnabled, id, as: visit.principal)
                return visit.redirect(back(visit), done: isEnabled ? "resumed" : "paused")
            }
        }
        pages.post("/schedules/{schedule}/delete", back: Self.back) { visit, _ in
            try await visit.platform.schedules.delete(try visit.id("schedule"), as: visit.principal)
            return visit.redirect("/schedules", done: "deleted")
        }
    }

    @Sendable private static func back(_ visit: Visit) -> String { "/schedules/\(visit.path["schedule"] ?? "")" }

    private static func list(_ visit: Visit) async throws -> SchedulesPage {
        let list = try await visit.platform.schedules.list(as: visit.principal, page: visit.pageRequest())
        let targets = try await visit.targets(list.items.map(\.target))
        let mayWrite = visit.may(.writeSchedules)
        return SchedulesPage(
            page: try await visit.chrome("Schedules", .schedules),
            total: list.total.counted("schedule"),
            hasItems: !list.items.isEmpty,
            schedules: list.items.map { schedule in
                SchedulesPage.Row(
                    href: "/schedules/\(schedule.id)",
                    scheduleName: schedule.name,
                    targetName: targets[schedule.target]?.name ?? "",
                    when: schedule.when,
                    next: schedule.nextRun.map { Moment($0).text } ?? "not while it is paused",
                    state: schedule.stateWords,
                    stateKind: schedule.stateKind,
                    last: schedule.lastWords
                )
            },
            pager: Pager(list, path: "/schedules", cursor: visit.query["cursor"]),
            mayWrite: mayWrite,
            form: mayWrite ? try await form(visit, nil) : nil
        )
    }

    private static func page(_ visit: Visit) async throws -> SchedulePage {
        let schedule = try await visit.platform.schedules.find(try visit.id("schedule"), as: visit.principal)
        let target = try? await visit.platform.targets.find(schedule.target, as: visit.principal)
        let mayWrite = visit.may(.writeSchedules) && visit.may(schedule.profile.permission)
        let times = schedule.nextRuns(5).map(Moment.init)
        return SchedulePage(
            page: try await visit.chrome(schedule.name, .schedules),
            scheduleName: schedule.name,
            href: "/schedules/\(schedule.id)",
            targetName: target?.name ?? "Target",
            targetHref: "/targets/\(schedule.target)",
            state: schedule.stateWords,
            stateKind: schedule.stateKind,
            pausedBecause: schedule.pausedBecause,
            facts: facts(schedule),
            hasTimes: !times.isEmpty,
            times: times.map { SchedulePage.Time(at: $0.machine, atText: $0.text) },
            isEnabled: schedule.isEnabled,
            mayWrite: mayWrite,
            mayNotBecause: !mayWrite && visit.may(.writeSchedules)
                ? "Only who may start \(schedule.profile.rawValue) scans changes, pauses or deletes it." : nil,
            form: mayWrite ? try await form(visit, schedule) : nil
        )
    }

    private static func facts(_ schedule: Schedule) -> [Fact] {
        var facts = [
            Fact("When", schedule.when), Fact("Profile", schedule.profile.rawValue),
            Fact("Answers for it", schedule.responsible.name), Fact("Last time", schedule.lastWords),
        ]
        if let detail = schedule.lastDetail { facts.append(Fact("Why", detail)) }
        if let scan = schedule.lastScan { facts.append(Fact("Last scan", "See the scan", url: "/scans/\(scan)")) }
        return facts
    }
}
