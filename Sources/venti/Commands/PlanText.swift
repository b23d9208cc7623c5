//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// What a scan would do, for people.
struct PlanText {
    let outline: ScanOutline
    /// The base URL, where one was given.
    let target: String?
    let columns: Int
    /// Whether lines that are wider are cut.
    var isCut = false

    var lines: [String] {
        let api = outline.api
        var lines = [
            "\(api.title) \(api.version), OpenAPI \(api.documentVersion), \(api.documentName)",
            "Nothing is sent: this is what a scan would do.", "",
        ]
        lines += row("Target", target ?? "none yet: give --url")
        lines += row("As", outline.identities.isEmpty ? identityHint : outline.identities.joined(separator: ", "))
        lines += row("Checks", "\(outline.checks.count): \(families)")
        lines += row("At most", limits)
        lines += [""] + profiles + [""] + operations
        if !outline.resources.isEmpty { lines += [""] + resources }
        if !outline.accounts.isEmpty {
            lines += ["", "Accounts"] + outline.accounts.map { "  \($0.operation) \($0.purpose)" }
        }
        if !outline.links.isEmpty { lines += [""] + links }
        return lines
    }

    private var identityHint: String {
        "none, only nobody: give --identity twice to compare what users may do"
    }

    /// The checks by the first word of their names, such as `sqli 3`.
    private var families: String {
        let names = outline.checks.map { String($0.shortName.split(separator: ".").first ?? "") }
        let counts = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
        return counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }

    private var limits: String {
        let requests = outline.profiles.first { $0.profile == outline.profile }?.maximumRequests ?? 0
        let pace = outline.requestsPerSecond.map { ", \(ProgressText.short($0)) a second" } ?? ""
        return
            "\(requests.grouped) requests\(pace), \(ProgressText.short(outline.maximumSeconds)) seconds"
    }

    private var profiles: [String] {
        var table = TextTable(header: ["  PROFILE", "OPERATIONS", "CHECKS", "REQUESTS BEFORE ATTACKS", "REQUESTS"])
        for profile in outline.profiles {
            table.append([
                (profile.profile == outline.profile ? "> " : "  ") + profile.profile.rawValue,
                "\(profile.operations)", "\(profile.checks)",
                "at most \(profile.ordinaryRequests.grouped)",
                "at most \(profile.maximumRequests.grouped)",
            ])
        }
        return split(table)
    }

    private var operations: [String] {
        let called = outline.operations.count { $0.skippedBecause == nil }
        var table = TextTable(header: ["  OPERATION", "EFFECT", "UNDER \(outline.profile.rawValue.uppercased())"])
        for operation in outline.operations {
            table.append([
                "  \(operation.operation)", Self.word(for: operation.effect),
                operation.skippedBecause.map { "skipped: \($0)" } ?? "called",
            ])
        }
        return ["Operations: \(called) of \(outline.operations.count) are called"] + split(table)
    }

    private var resources: [String] {
        var lines = ["Things that the API keeps"]
        for resource in outline.resources {
            lines.append("  \(resource.path)")
            for (what, operations) in resource.operations.sorted(by: { $0.key < $1.key }) {
                lines.append("    \(ProgressText.padded(what, 8)) \(operations.joined(separator: ", "))")
            }
        }
        return lines
    }

    /// What each operation needs, and from where.
    private var links: [String] {
        var lines = ["What gives an operation what it needs"]
        let byConsumer = Dictionary(grouping: outline.links, by: \.consumer)
        for operation in outline.operations {
            guard let needs = byConsumer[operation.operation] else { continue }
            lines.append("  \(operation.operation)")
            for (value, links) in Dictionary(grouping: needs, by: \.value).sorted(by: { $0.key < $1.key }) {
                lines.append("    \(value) from \(links.map(\.producer).joined(separator: " or "))")
            }
        }
        return lines
    }

    private static func word(for effect: OperationEffect) -> String {
        switch effect {
        case .readOnly: "reads"
        case .login: "logs in"
        case .mutating: "changes"
        case .destructive: "may destroy"
        }
    }

    private func split(_ table: TextTable) -> [String] {
        table.text(columns: isCut ? columns : .max).split(separator: "\n").map(String.init)
    }

    private func row(_ label: String, _ text: String) -> [String] { CheckExplanation.row(label, text, columns) }
}
