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
            var changed = try input(form)
            // What the form does not show stays.
            changed.scan.identities = known.identities
            changed.isEnabled = known.isEnabled
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

    private static func input(_ form: Form) throws -> ScheduleInput {
        guard let profile = ScanPolicy.Profile(rawValue: form["profile"]) else {
            throw ServiceError.invalid("/profile", "Choose how far the scans may go.")
        }
        guard let missed = Schedule.Missed(rawValue: form["missed"]) else {
            throw ServiceError.invalid("/missed", "Choose what becomes of missed times.")
        }
        return ScheduleInput(
            name: form["name"],
            cron: form["cron"],
            timeZone: form["time-zone"].isEmpty ? "UTC" : form["time-zone"],
            scan: NewScan(
                target: try form.id("target"),
                document: try form.id("document"),
                profile: profile,
                scanner: form["scanner"].isEmpty ? nil : form["scanner"],
                budget: ScanBudget(
                    requests: try form.number("requests"),
                    seconds: Double(try form.number("minutes")) * 60,
                    requestsPerSecond: Double(try form.number("rate"))
                )
            ),
            missed: missed
        )
    }

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
        let mayWrite = visit.may(.writeSchedules)
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

    /// The form for a new schedule, or for what may be changed of one; `nil` where there is nothing to choose from.
    private static func form(_ visit: Visit, _ schedule: Schedule?) async throws -> ScheduleForm? {
        let platform = visit.platform
        let documents = try await platform.documents.list(as: visit.principal, page: PageRequest(limit: 200)).items
        let targets = try await visit.targets().values.sorted { $0.name < $1.name }
        guard !documents.isEmpty, !targets.isEmpty else { return nil }
        let wanted = RecordID(rawValue: visit.query["target"])
        let most = platform.settings.maximumBudget
        let budget = schedule?.budget ?? ScanBudget()
        let scanner = schedule?.scanner ?? platform.scans.scanners.first?.id
        let (profile, missed) = (schedule?.profile ?? .safe, schedule?.missed ?? .once)
        return ScheduleForm(
            action: schedule.map { "/schedules/\($0.id)" } ?? "/schedules",
            verb: schedule == nil ? "Make the schedule" : "Save",
            version: schedule.map { "\($0.version)" } ?? "",
            name: schedule?.name ?? "",
            cron: schedule?.cron ?? "30 2 * * *",
            timeZone: schedule?.timeZone ?? "UTC",
            targets: schedule != nil
                ? []
                : targets.map {
                    Choice(value: $0.id.rawValue, label: "\($0.name), \($0.url)", isChosen: $0.id == wanted)
                },
            target: schedule?.target.rawValue,
            documents: documents.map {
                Choice(
                    value: $0.id.rawValue,
                    label: "\($0.title) \($0.apiVersion) (\($0.name), \(Moment.day($0.createdAt)))",
                    isChosen: $0.id == schedule?.document
                )
            },
            profiles: ScanPolicy.Profile.allCases.filter { visit.may($0.permission) }.map {
                Choice(value: $0.rawValue, label: $0.rawValue, isChosen: $0 == profile)
            },
            scanners: platform.scans.scanners.map {
                Choice(value: $0.id, label: $0.title, isChosen: $0.id == scanner)
            },
            missed: [
                Choice(value: "once", label: "one scan makes up", isChosen: missed == .once),
                Choice(value: "skip", label: "wait for the next one", isChosen: missed == .skip),
            ],
            budget: ScanPlanPage.Budget(
                requests: min(budget.requests, most.requests),
                minutes: max(1, Int(min(budget.seconds, most.seconds) / 60)),
                rate: max(1, Int(min(budget.requestsPerSecond, most.requestsPerSecond)))
            ),
            most: ScanPlanPage.Budget(
                requests: most.requests,
                minutes: Int(most.seconds / 60),
                rate: Int(most.requestsPerSecond)
            )
        )
    }
}
