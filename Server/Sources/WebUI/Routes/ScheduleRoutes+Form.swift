//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit
import VentiServer
import VentiService

extension ScheduleRoutes {
    /// What the form sends for whichever scanner the server has first then; no scanner is called so.
    private static let anyScanner = "*"

    /// What a form has sent.
    /// - Parameters:
    ///   - form: The form.
    ///   - known: The schedule that it changes; `nil` for a new one. What the form does not show of it stays.
    static func input(_ form: Form, changing known: Schedule? = nil) throws -> ScheduleInput {
        guard let profile = ScanPolicy.Profile(rawValue: form["profile"]) else {
            throw ServiceError.invalid("/profile", "Choose how far the scans may go.")
        }
        guard let missed = Schedule.Missed(rawValue: form["missed"]) else {
            throw ServiceError.invalid("/missed", "Choose what becomes of missed times.")
        }
        guard !form["scanner"].isEmpty else {
            throw ServiceError.invalid("/scanner", "Choose a scanner.", code: "required")
        }
        return ScheduleInput(
            name: form["name"],
            cron: form["cron"],
            timeZone: form["time-zone"].isEmpty ? "UTC" : form["time-zone"],
            scan: NewScan(
                target: try form.id("target"),
                document: try form.id("document"),
                profile: profile,
                scanner: form["scanner"] == anyScanner ? nil : form["scanner"],
                identities: known?.identities,
                budget: try budget(form, known?.budget)
            ),
            missed: missed,
            isEnabled: known?.isEnabled ?? true
        )
    }

    /// The numbers of a form; one that was left as it was shown keeps the fraction that was not.
    private static func budget(_ form: Form, _ known: ScanBudget?) throws -> ScanBudget {
        let (minutes, rate) = (try form.number("minutes"), try form.number("rate"))
        var budget = ScanBudget(
            requests: try form.number("requests"),
            seconds: Double(minutes) * 60,
            requestsPerSecond: Double(rate)
        )
        guard let known else { return budget }
        let shown = ScanPlanPage.Budget(known)
        if minutes == shown.minutes { budget.seconds = known.seconds }
        if rate == shown.rate { budget.requestsPerSecond = known.requestsPerSecond }
        return budget
    }

    /// The form for a new schedule, or for what may be changed of one; `nil` where there is nothing to choose from.
    static func form(_ visit: Visit, _ schedule: Schedule?) async throws -> ScheduleForm? {
        let platform = visit.platform
        let documents = try await documents(visit, schedule)
        let targets = try await visit.targets().values.sorted { $0.name < $1.name }
        guard !documents.isEmpty, !targets.isEmpty else { return nil }
        let wanted = RecordID(rawValue: visit.query["target"])
        let most = platform.settings.maximumBudget
        let usual = ScanBudget()
        let budget =
            schedule?.budget
            ?? ScanBudget(
                requests: min(usual.requests, most.requests),
                seconds: min(usual.seconds, most.seconds),
                requestsPerSecond: min(usual.requestsPerSecond, most.requestsPerSecond)
            )
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
            documents: documents,
            profiles: ScanPolicy.Profile.allCases.filter { visit.may($0.permission) }.map {
                Choice(value: $0.rawValue, label: $0.rawValue, isChosen: $0 == profile)
            },
            scanners: scanners(platform.scans.scanners, schedule),
            missed: [
                Choice(value: "once", label: "one scan makes up", isChosen: missed == .once),
                Choice(value: "skip", label: "wait for the next one", isChosen: missed == .skip),
            ],
            budget: ScanPlanPage.Budget(budget),
            most: ScanPlanPage.Budget(
                requests: most.requests,
                minutes: Int(most.seconds / 60),
                rate: Int(most.requestsPerSecond)
            )
        )
    }

    /// The documents, newest first, with a schedule's own, which may be older than those that a list shows.
    private static func documents(_ visit: Visit, _ schedule: Schedule?) async throws -> [Choice] {
        let service = visit.platform.documents
        var documents = try await service.list(as: visit.principal, page: PageRequest(limit: 200)).items
        if let own = schedule?.document, !documents.contains(where: { $0.id == own }) {
            documents.append(try await service.find(own, as: visit.principal))
        }
        return documents.map {
            Choice(
                value: $0.id.rawValue,
                label: "\($0.title) \($0.apiVersion) (\($0.name), \(Moment.day($0.createdAt)))",
                isChosen: $0.id == schedule?.document
            )
        }
    }

    /// The scanners: first a schedule's own where the server has it no more, then whichever it has first, then each.
    private static func scanners(_ known: [ScannerChoice], _ schedule: Schedule?) -> [Choice] {
        let own = schedule?.scanner
        var choices: [Choice] = []
        if let own, !known.contains(where: { $0.id == own }) { choices.append(.gone(own)) }
        let first = known.first.map { ", now \($0.title)" } ?? ""
        choices.append(Choice(value: anyScanner, label: "the server's first\(first)", isChosen: own == nil))
        return choices + known.map { Choice(value: $0.id, label: $0.title, isChosen: $0.id == own) }
    }
}

extension Choice {
    /// What was chosen and is not there any more. It has no value, so that browsers, too, ask for another choice.
    fileprivate static func gone(_ name: String) -> Choice {
        Choice(value: "", label: "\(name), which is not there any more: choose another one", isChosen: true)
    }
}

extension ScanPlanPage.Budget {
    /// What a scan may use, in the units of forms. It may be more than what is allowed by now: forms say so.
    fileprivate init(_ budget: ScanBudget) {
        self.init(
            requests: budget.requests,
            minutes: max(1, Int(budget.seconds / 60)),
            rate: max(1, Int(budget.requestsPerSecond))
        )
    }
}
