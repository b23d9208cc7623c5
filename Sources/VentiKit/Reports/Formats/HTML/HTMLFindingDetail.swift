//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Writes one finding with all that shows it: what happened, what held, the requests, and how to see it again.
struct HTMLFindingDetail {
    let report: ScanReport

    func write(
        _ finding: Finding,
        _ fingerprint: Fingerprint,
        _ status: FindingTriage.Status?,
        anchor: String?,
        to page: inout HTMLPage
    ) {
        page.raw("<details class=\"finding\"")
        if let anchor { page.attribute("id", anchor) }
        page.raw("><summary><code class=\"place\">")
        page.text(finding.placeName)
        page.raw("</code> <span class=\"what\">")
        page.text(finding.headline)
        page.raw("</span> <span class=\"chips\"><span class=\"chip\">")
        page.text(finding.confidence.rawValue)
        page.raw("</span>")
        if let status {
            page.raw("<span class=\"chip status\">")
            page.text(status.words)
            page.raw("</span>")
        }
        page.raw("</span></summary>\n<div class=\"body\">\n")
        certainty(of: finding, &page)
        if let corroboration = finding.corroboration {
            page.element("p", "Checked by VentiKit: \(corroboration.reason)")
        }
        if case .accepted(let acceptance)? = status { accepted(acceptance, &page) }
        if !finding.affectedOperations.isEmpty { affected(finding.affectedOperations, &page) }
        if let proof = finding.proof {
            evidence(proof, &page)
            commands(proof, &page)
        }
        facts(finding, fingerprint, &page)
        page.raw("</div></details>\n")
    }

    private func certainty(of finding: Finding, _ page: inout HTMLPage) {
        page.raw("<h4>Why it is certain</h4>\n<p>")
        guard let proof = finding.proof else {
            page.raw(
                finding.confidence == .tentative ? "It is not: no request shows it." : "The document itself shows it."
            )
            page.raw("</p>\n")
            return
        }
        page.text(finding.confidence.rawValue.prefix(1).uppercased() + finding.confidence.rawValue.dropFirst())
        page.text(": \(finding.confidence.explanation).")
        let assertions = proof.assertions
        guard !assertions.isEmpty else {
            page.raw("</p>\n")
            return
        }
        page.raw(" What had to hold, and did:</p>\n<ul class=\"assertions\">")
        for assertion in assertions.prefix(Self.maximumAssertions) { page.element("li", assertion.explanation) }
        let rest = assertions.count - Self.maximumAssertions
        if rest > 0 { page.element("li", "… and \(rest) more") }
        page.raw("</ul>\n")
    }

    private func accepted(_ acceptance: Acceptance, _ page: inout HTMLPage) {
        page.raw("<p class=\"note\"><strong>")
        page.text("Accepted until \(acceptance.until)")
        page.raw("</strong>")
        if let by = acceptance.by { page.text(" by \(by)") }
        page.text(": \(acceptance.reason)")
        page.raw("</p>\n")
    }

    private func affected(_ operations: [String], _ page: inout HTMLPage) {
        page.raw("<h4>Where else</h4>\n<ul class=\"columns\">")
        for operation in operations.prefix(Self.maximumOperations) {
            page.element("li") { $0.element("code", operation) }
        }
        let rest = operations.count - Self.maximumOperations
        if rest > 0 { page.element("li", "… and \(rest) more") }
        page.raw("</ul>\n")
    }

    private func evidence(_ proof: Proof, _ page: inout HTMLPage) {
        page.raw(
            "<h4>Evidence</h4>\n<p class=\"muted\">Credentials are named, not shown; answers are redacted and cut.</p>\n"
        )
        let steps = proof.steps.prefix(Self.maximumSteps)
        let deciding = proof.decidingSteps
        for (index, step) in steps.enumerated() {
            let isOpen = deciding.contains(step.label) || (deciding.isEmpty && index == steps.count - 1)
            page.raw(isOpen ? "<details class=\"step\" open><summary>" : "<details class=\"step\"><summary>")
            page.text("\(index + 1). \(step.label)")
            page.raw(" <span class=\"muted\">")
            page.text(step.identity.map { "as \($0)" } ?? "without a credential")
            if step.repetitions > 1 { page.text(", \(step.repetitions) times\(step.isParallel ? " at once" : "")") }
            page.text(step.response.map { " → \($0.status)" } ?? " → no answer")
            page.raw("</span></summary>\n")
            if let mutation = step.tokenMutation {
                page.element("p", "Token: \(mutation.explanation).", class: "muted")
            }
            request(step, &page)
            if let response = step.response { self.response(response, step.label, &page) }
            page.raw("</details>\n")
        }
        let rest = proof.steps.count - Self.maximumSteps
        if rest > 0 { page.element("p", "… and \(rest.counted("more step")) in the JSON report", class: "muted") }
    }

    private func request(_ step: ProofStep, _ page: inout HTMLPage) {
        beginBlock("Request: \(step.label)", &page)
        page.text("\(step.request.method) \(step.request.target)\n")
        headers(step.request.headers, &page)
        if let body = step.request.body ?? step.request.bodyBase64.map({ "(Base64) \($0)" }), !body.isEmpty {
            page.text("\n\(body.bounded(to: Self.maximumBody))")
        }
        page.raw("</code></pre>\n")
    }

    private func response(_ response: RecordedResponse, _ label: String, _ page: inout HTMLPage) {
        beginBlock("Response: \(label)", &page)
        page.text("\(response.status)\n")
        headers(response.headers, &page)
        if !response.bodyExcerpt.isEmpty {
            page.text("\n\(response.bodyExcerpt.bounded(to: Self.maximumBody))")
            let rest = response.bodyBytes - response.bodyExcerpt.utf8.count
            if rest > 0 { page.text("\n… \(rest.counted("more byte"))") }
        }
        page.raw("</code></pre>\n")
    }

    private func headers(_ headers: [RecordedHeader], _ page: inout HTMLPage) {
        for header in headers.prefix(Self.maximumHeaders) {
            page.text("\(header.name): \(header.value.bounded(to: 1_000))\n")
        }
        let rest = headers.count - Self.maximumHeaders
        if rest > 0 { page.text("… \(rest.counted("more line"))\n") }
    }

    private func commands(_ proof: Proof, _ page: inout HTMLPage) {
        let names = report.identities.map(\.name)
        let commands = proof.steps.prefix(Self.maximumSteps).map {
            (step: $0, command: CurlCommand($0, target: report.target, identities: names))
        }
        guard !commands.isEmpty else { return }
        page.raw("<h4>See it again</h4>\n")
        beginBlock("Commands", &page)
        // Two commands may have a variable of one name that stands for two tokens, so each says what it needs.
        var meanings: [String: String] = [:]
        for (step, command) in commands {
            let isShown = command.text.utf8.count <= Self.maximumCommand
            page.text("# \(TerminalText.line(step.label))\n")
            for variable in command.variables where meanings[variable.name] != variable.meaning {
                meanings[variable.name] = variable.meaning
                page.text("#   $\(variable.name) is \(TerminalText.line(variable.meaning))\n")
            }
            page.text(isShown ? "\(command.text)\n" : "# too long to show here; see the JSON report\n")
        }
        page.raw("</code></pre>\n")
    }

    private func facts(_ finding: Finding, _ fingerprint: Fingerprint, _ page: inout HTMLPage) {
        page.raw("<p class=\"muted facts-line\">")
        var facts = [fingerprint.shortForm]
        if let source = finding.location.source { facts.append("\(source.file), line \(source.line)") }
        if !finding.evidenceClass.isEmpty { facts.append("evidence: \(finding.evidenceClass)") }
        facts.append("fingerprint \(fingerprint.rawValue)")
        page.text(facts.joined(separator: " · "))
        page.raw("</p>\n")
    }

    /// Code that scrolls by itself, and that a keyboard can reach.
    private func beginBlock(_ label: String, _ page: inout HTMLPage) {
        page.raw("<pre tabindex=\"0\" role=\"region\"")
        page.attribute("aria-label", label)
        page.raw("><code>")
    }

    private static let maximumAssertions = 20
    private static let maximumOperations = 100
    private static let maximumSteps = 12
    private static let maximumHeaders = 40
    private static let maximumBody = 4_000
    private static let maximumCommand = 4_000
}
