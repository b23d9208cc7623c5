//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension HTMLReport {
    /// What a scan did about one category of the OWASP API Security Top 10.
    private struct Category {
        var findings = 0
        /// The checks that found something.
        var foundCount = 0
        var worst: Severity?
        var ran: Set<CheckID> = []
        var known: Set<CheckID> = []
        /// The reasons why checks did not run, with how often.
        var reasons: [String: Int] = [:]

        var words: String {
            if findings > 0 { return findings.counted("finding") }
            if known.isEmpty { return "not testable: no check covers it" }
            if ran.isEmpty {
                let reason = reasons.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
                return "not tested" + (reason.map { ": \($0)" } ?? "")
            }
            return "tested, nothing found"
        }
    }

    /// The Top 10, each tested, found or not testable.
    func categories(_ page: inout HTMLPage, _ digest: ReportDigest) {
        let categories = summary(digest)
        page.table(
            "OWASP API Security Top 10 (2023)",
            ["Category", "Checks", "Ran", "Result"],
            class: "owasp"
        ) { page in
            for category in OWASPCategory.allCases {
                let entry = categories[category] ?? Category()
                page.raw("<tr><th scope=\"row\">")
                page.element("span", category.rawValue.replacing(":2023", with: ""), class: "tag")
                page.raw(" ")
                page.text(category.title)
                page.raw("</th><td class=\"wide\">")
                stack(&page, entry)
                page.raw("</td><td>")
                page.text("\(entry.ran.count) of \(entry.known.count)")
                page.raw("</td><td>")
                if let worst = entry.worst {
                    page.badge(worst)
                    page.raw(" ")
                }
                page.text(entry.words)
                page.raw("</td></tr>\n")
            }
        }
        page.raw("<p class=\"muted legend\"><span class=\"key found\"></span> check with findings ")
        page.raw("<span class=\"key clean\"></span> check ran, nothing found <span class=\"key idle\"></span> ")
        page.raw("check did not run. “Ran” counts checks that came to their end at one operation or more.</p>\n")
    }

    /// The checks of a category side by side: those with findings, those that found nothing, those that did not run.
    private func stack(_ page: inout HTMLPage, _ entry: Category) {
        let total = Double(max(1, entry.known.count))
        let found = Double(entry.foundCount)
        let clean = Double(max(0, entry.ran.count - entry.foundCount))
        page.raw("<svg class=\"bar\" viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\" aria-hidden=\"true\">")
        page.raw("<rect class=\"track\" width=\"100\" height=\"4\"/>")
        page.raw("<rect class=\"fill clean\" height=\"4\"")
        page.attribute("width", Self.decimal((found + clean) / total * 100))
        page.raw("/><rect class=\"fill found\" height=\"4\"")
        page.attribute("width", Self.decimal(found / total * 100))
        page.raw("/></svg>")
    }

    private func summary(_ digest: ReportDigest) -> [OWASPCategory: Category] {
        var byCheck: [CheckID: OWASPCategory] = [:]
        for check in digest.checks.metadata(knowing: checks) { byCheck[check.id] = check.category }
        var categories: [OWASPCategory: Category] = [:]
        for (check, category) in byCheck { categories[category, default: Category()].known.insert(check) }
        for check in checks where check.profile > digest.head.profile {
            guard let category = check.category else { continue }
            let reason = "needs the profile “\(check.profile.rawValue)”"
            // Whatever else is said of such a check, this is why it did not run.
            categories[category, default: Category()].reasons[reason, default: 0] += 1_000
        }
        for operation in digest.head.coverage.operations {
            for check in operation.checksRun {
                guard let category = byCheck[check] else { continue }
                categories[category, default: Category()].ran.insert(check)
            }
            for skipped in operation.checksSkipped {
                guard let category = byCheck[skipped.check] else { continue }
                categories[category, default: Category()].reasons[skipped.reason, default: 0] += 1
            }
        }
        for (id, check) in digest.checks {
            guard let category = byCheck[id] else { continue }
            var entry = categories[category] ?? Category()
            entry.findings += check.count
            entry.worst = max(entry.worst ?? .info, check.worst)
            entry.foundCount += 1
            // A check of the whole host or document names no operation that it ran at.
            entry.ran.insert(id)
            categories[category] = entry
        }
        return categories
    }
}
