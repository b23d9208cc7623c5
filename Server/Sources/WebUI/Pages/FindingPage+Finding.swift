//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit
import VentiService

extension FindingPage {
    /// A finding with what is known of it.
    struct Input: Sendable {
        var tracked: TrackedFinding
        var finding: Finding?
        var target: Target?
        var scanIdentities: [String]
        var history: [FindingChange]
        var mayTriage: Bool
        var mayAccept: Bool
        var now: Date
    }

    init(_ input: Input, page: Chrome) {
        let (tracked, finding) = (input.tracked, input.finding)
        self.page = page
        targetHref = "/targets/\(tracked.target)"
        targetName = input.target?.name ?? "A target that is deleted"
        shortID = finding?.fingerprint.shortForm ?? String(tracked.fingerprint.suffix(8))
        title = tracked.title
        let place = finding?.location.insertionPoint.map { " (\($0.description))" } ?? ""
        operation = tracked.operation + place
        severity = tracked.severity.rawValue
        confidence = tracked.confidence.rawValue
        state = tracked.state.words
        stateKind = tracked.state.kind
        summary = tracked.summary.isEmpty ? tracked.title : tracked.summary
        corroboration = finding?.corroboration?.reason
        certainty = Self.certainty(tracked, finding)
        let had = finding?.proof?.assertions ?? []
        assertions = had.prefix(Self.mostAssertions).map(\.explanation)
        hasAssertions = !had.isEmpty
        let rest = had.count - Self.mostAssertions
        moreAssertions = rest > 0 ? "and \(rest) more, which are in the JSON report" : nil
        affected = Array((finding?.affectedOperations ?? []).prefix(200))
        hasAffected = !affected.isEmpty
        remediation = finding?.remediation ?? ""
        let proof = finding?.proof
        steps = proof.map(Self.steps) ?? []
        hasSteps = !steps.isEmpty
        commands = proof.map { Self.commands($0, input) } ?? ""
        history = input.history.map(Self.change)
        mayTriage = input.mayTriage
        href = "/findings/\(tracked.id)"
        facts = Self.facts(tracked, finding)
        isFixed = tracked.state == .fixed
        mayJudge = input.mayTriage && !isFixed
        isJudged = tracked.state == .accepted || tracked.state == .falsePositive
        let until = tracked.acceptedUntil.map { " until \(Moment.day($0))" } ?? ""
        judgement = "\(tracked.state.words.capitalized)\(until): \(tracked.reason ?? "")"
        mayAccept = input.mayAccept
        version = tracked.version
        earliest = Moment.day(input.now.addingTimeInterval(86_400))
        latest = Moment.day(input.now.addingTimeInterval(365 * 86_400))
        proposed = Moment.day(input.now.addingTimeInterval(90 * 86_400))
        assignee = tracked.assignee ?? ""
    }

    private static let mostAssertions = 30

    private static func certainty(_ tracked: TrackedFinding, _ finding: Finding?) -> String {
        if finding?.proof == nil {
            return tracked.confidence == .tentative
                ? "It is not: no request shows it." : "The document itself shows it."
        }
        switch tracked.confidence {
        case .confirmed:
            return
                "Confirmed: the proof was replayed on a fresh connection, and everything that had to hold held again."
        case .firm: return "Firm: the controls held, but the proof was not, or could not be, replayed."
        case .tentative: return "Tentative: it fits the flaw, but other explanations were not ruled out."
        }
    }

    private static func steps(_ proof: Proof) -> [Step] {
        let deciding = proof.decidingSteps
        return proof.steps.prefix(12).enumerated().map { index, step in
            let who = step.identity.map { "as \($0)" } ?? "without a credential"
            let times = step.repetitions > 1 ? ", \(step.repetitions) times\(step.isParallel ? " at once" : "")" : ""
            return Step(
                number: index + 1,
                label: step.label,
                outcome: "\(who)\(times)\(step.response.map { " → \($0.status)" } ?? " → no answer")",
                isOpen: deciding.contains(step.label) || (deciding.isEmpty && index == proof.steps.count - 1),
                token: step.tokenMutation == nil ? nil : "The token was changed for this request.",
                request: text(step.request),
                response: step.response.map(text)
            )
        }
    }

    private static func text(_ request: RecordedRequest) -> String {
        var text = "\(request.method) \(request.target)\n\(lines(request.headers))"
        if let body = request.body ?? request.bodyBase64.map({ "(Base64) \($0)" }), !body.isEmpty {
            text += "\n\(cut(body))"
        }
        return text
    }

    private static func text(_ response: RecordedResponse) -> String {
        var text = "\(response.status)\n\(lines(response.headers))"
        if !response.bodyExcerpt.isEmpty { text += "\n\(cut(response.bodyExcerpt))" }
        let rest = response.bodyBytes - response.bodyExcerpt.utf8.count
        return rest > 0 && !response.bodyExcerpt.isEmpty ? "\(text)\n… \(rest.counted("more byte"))" : text
    }

    private static func lines(_ headers: [RecordedHeader]) -> String {
        headers.prefix(60).map { "\($0.name): \($0.value.prefix(1_000))\n" }.joined()
    }

    private static func cut(_ body: String) -> String {
        body.utf8.count > 8_000 ? body.prefix(8_000) + "…" : body
    }

    private static func commands(_ proof: Proof, _ input: Input) -> String {
        var lines: [String] = []
        for step in proof.steps.prefix(12) {
            let command = CurlCommand(step, target: input.target?.url ?? "", identities: input.scanIdentities)
            // A label is one line of a comment, whatever is in it.
            lines.append("# " + line(step.label))
            for variable in command.variables { lines.append("#   $\(variable.name) is \(line(variable.meaning))") }
            lines.append(
                command.text.utf8.count > 8_000 ? "# too long to show here; see the JSON report" : command.text
            )
        }
        return lines.joined(separator: "\n")
    }

    private static func line(_ text: String) -> String {
        String(text.map { $0.isNewline || $0.unicodeScalars.contains { $0.value < 0x20 } ? " " : $0 })
    }

    private static func change(_ change: FindingChange) -> Change {
        let what: String =
            switch change.from {
            case nil: "found it"
            case change.to: "commented"
            case let before?: "made it \(change.to.words), it was \(before.words)"
            }
        let at = Moment(change.at)
        let actor = change.actor.hasPrefix("scan:") ? "A scan" : change.actor
        return Change(actor: actor, what: what, comment: change.comment, at: at.machine, atText: at.text)
    }

    private static func facts(_ tracked: TrackedFinding, _ finding: Finding?) -> [Fact] {
        var facts = [Fact("Check", finding?.checkID.shortName ?? tracked.check)]
        if let category = finding?.category {
            let address = "https://owasp.org/API-Security/editions/2023/en/0x11-t10/"
            facts.append(Fact("OWASP API Security Top 10", "\(category.rawValue) \(category.title)", url: address))
        }
        for weakness in finding?.weaknesses ?? [] {
            let address = "https://cwe.mitre.org/data/definitions/\(weakness.number).html"
            facts.append(Fact("Weakness", weakness.description, url: address))
        }
        facts.append(Fact("First seen", Moment(tracked.firstSeenAt).text, url: "/scans/\(tracked.firstScan)"))
        facts.append(Fact("Last seen", Moment(tracked.lastSeenAt).text, url: "/scans/\(tracked.lastScan)"))
        if let fixed = tracked.fixedAt { facts.append(Fact("Fixed since", Moment(fixed).text)) }
        facts.append(Fact("Mended by", tracked.assignee ?? "nobody yet"))
        if let source = finding?.location.source {
            facts.append(Fact("In the document", "\(source.file), line \(source.line)"))
        }
        facts.append(Fact("Fingerprint", tracked.fingerprint))
        return facts
    }
}
