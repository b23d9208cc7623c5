//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension HTMLReport {
    /// What somebody has accepted, what is over and what is gone.
    func triage(_ page: inout HTMLPage, _ report: ScanReport) {
        guard let triage = report.triage else { return }
        page.section("triage", "Accepted, expired and fixed") { page in
            acceptances(&page, triage)
            if !triage.expired.isEmpty {
                page.raw("<h3>Expired</h3>\n<p>The day has passed, so what these cover counts again.</p>\n")
                page.table("Acceptances that have expired", ["What", "Until", "Reason", "By", "Findings"]) { page in
                    for expiry in triage.expired.prefix(200) {
                        let acceptance = expiry.acceptance
                        page.row(
                            acceptance.subject,
                            [
                                acceptance.until.description, acceptance.reason, acceptance.by ?? "–",
                                expiry.findings.count.grouped,
                            ]
                        )
                    }
                }
            }
            if !triage.unused.isEmpty {
                page.raw("<h3>Unused</h3>\n<p>These cover nothing any more. Take them away.</p>\n")
                page.table("Acceptances that cover nothing", ["What", "Until", "Reason"]) { page in
                    for acceptance in triage.unused.prefix(200) {
                        page.row(acceptance.subject, [acceptance.until.description, acceptance.reason])
                    }
                }
            }
            absences(&page, triage)
        }
    }

    private func acceptances(_ page: inout HTMLPage, _ triage: FindingTriage) {
        var counts: [Acceptance: Int] = [:]
        for entry in triage.entries {
            if let acceptance = entry.acceptance { counts[acceptance, default: 0] += 1 }
        }
        guard !counts.isEmpty else {
            page.raw("<p>No finding is accepted.</p>\n")
            return
        }
        page.table("Accepted", ["What", "Until", "Reason", "By", "Findings"]) { page in
            for (acceptance, count) in counts.sorted(by: {
                ($0.key.until, $0.key.subject) < ($1.key.until, $1.key.subject)
            }) {
                page.row(
                    acceptance.subject,
                    [acceptance.until.description, acceptance.reason, acceptance.by ?? "–", count.grouped]
                )
            }
        }
    }

    private func absences(_ page: inout HTMLPage, _ triage: FindingTriage) {
        let absences = triage.fixed.map { ($0, "fixed") } + triage.notSeen.map { ($0, $0.reason ?? "not looked for") }
        guard !absences.isEmpty else { return }
        page.raw("<h3>Known before, not found now</h3>\n")
        page.table("Known before, not found now", ["Operation", "Check", "Known since", "Now"]) { page in
            for (absence, words) in absences.prefix(500) {
                page.row(absence.operation, [absence.checkID.shortName, absence.since.description, words])
            }
        }
    }

    /// How the scan works, and what it cannot say.
    func method(_ page: inout HTMLPage, _ digest: ReportDigest) {
        let report = digest.head
        page.section("method", "Method and limits") { page in
            page.raw(
                "<ul>\n<li>The scan read the API’s document, called every operation that its profile allows as every "
            )
            page.raw("identity, and tried checks on what answered. It sent nothing outside its scope.</li>\n<li>")
            page.text("Profile “\(report.profile.rawValue)”: \(Self.words(for: report.profile)).")
            page.raw("</li>\n<li>")
            page.text(
                "It sent \(report.statistics.requestsSent.counted("request")) in \(report.elapsedWords) and ended as: "
                    + "\(report.outcome.words)\(report.outcomeDetail.map { " (\($0))" } ?? "")."
            )
            page.raw(
                "</li>\n<li>A finding is <em>confirmed</em> where its requests were sent again on a fresh connection and "
            )
            page.raw(
                "everything held again, <em>firm</em> where the controls held, <em>tentative</em> otherwise.</li>\n<li>"
            )
            page.text("With the same seed (\(report.seed)) against the same API, the scan does the same again.")
            page.raw("</li>\n")
            if let tls = report.tls { page.element("li", "TLS: \(tls.summary).") }
            page.raw(
                "</ul>\n<h3>What it cannot say</h3>\n<ul>\n<li>A scan shows flaws; it does not show that there are none. "
            )
            page.raw("It knows only operations that the document names.</li>\n")
            page.raw("<li>What needs business knowledge, source code, other hosts or many days is outside it.</li>\n")
            page.raw(
                "<li>Severity is that of the flaw in general. What it means for your data and users is yours to judge.</li>\n"
            )
            page.raw("<li>Evidence is redacted and cut; credentials are named by who they belong to.</li>\n</ul>\n")
            if !report.statistics.refused.isEmpty {
                page.raw(
                    "<details class=\"fold\"><summary>Requests outside the scope, not sent</summary><ul class=\"columns\">"
                )
                for refused in report.statistics.refused.prefix(100) {
                    page.element("li") { $0.element("code", refused) }
                }
                page.raw("</ul></details>\n")
            }
        }
    }

    private static func words(for profile: ScanPolicy.Profile) -> String {
        switch profile {
        case .passive: "ordinary read-only requests, and again what showed a flaw; no attack"
        case .safe: "attacks on read-only operations, and logins with wrong passwords"
        case .active: "also operations that create and change objects"
        case .dangerous: "also operations that delete or reset, and load that may hurt the target"
        @unknown default: "as its documentation says"
        }
    }

    func glossary(_ page: inout HTMLPage) {
        page.section("glossary", "Glossary") { page in
            page.raw("<dl class=\"glossary\">")
            for (term, meaning) in Self.terms {
                page.raw("<dt>")
                page.raw(term)
                page.raw("</dt><dd>")
                page.raw(meaning)
                page.raw("</dd>\n")
            }
            page.raw("</dl>\n")
        }
    }

    private static let terms: [(StaticString, StaticString)] = [
        ("Critical", "Whoever uses the flaw controls data or accounts of others, or the system. Fix it now."),
        ("High", "Grave harm to some users or data, or to many with one more step. Fix it before the next release."),
        ("Medium", "Harm under conditions, or a protection that is missing where another one still holds."),
        ("Low", "Little harm by itself; it makes other attacks easier."),
        ("Info", "No harm that the scan can show. Worth knowing."),
        (
            "Confirmed, firm, tentative",
            "How sure the scan is, as the method above says. Severity says how bad it would be."
        ),
        ("Operation", "A method and a path of the API’s document, such as <code>GET /users/{id}</code>."),
        ("Identity", "A user in whose name the scan sends requests. <code>anonymous</code> shows no credential."),
        ("BOLA", "Broken object level authorization: a user reaches what belongs to another user."),
        ("BFLA", "Broken function level authorization: a user calls what is for another role."),
        ("BOPLA", "Broken object property level authorization: a user reads or sets members that are not for them."),
        ("CWE", "Common Weakness Enumeration, MITRE’s list of kinds of weakness."),
        ("Fingerprint", "What makes a finding the same flaw in the next scan, on whatever host."),
    ]
}
