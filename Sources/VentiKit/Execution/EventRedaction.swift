//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Takes the secrets of a request out of the events of a scanner that runs elsewhere.
///
/// ``NativeScanner`` redacts what it finds itself. A scanner in another language has the same credentials, and may print
/// them; so executors pass what comes from outside through this. What is redacted already stays as it is.
package struct EventRedaction: Sendable {
    private let redactor: Redactor

    /// A redaction that knows the secrets of a request, and those files of its input that are one secret each.
    package init(_ request: ScanRequest, files: [WorkloadFile] = []) {
        var redactor = Redactor()
        for (name, secret) in request.secrets { redactor.add(secret, placeholder: name) }
        for identity in request.identities { redactor.add(identity) }
        // Of the request's own file of secrets each is known by its name.
        for file in files where file.isSecret && file.path != "secrets.json" && file.contents.count <= 4_096 {
            guard let text = String(validating: file.contents, as: UTF8.self) else { continue }
            redactor.add(Secret(text.filter { !$0.isNewline }), placeholder: file.path)
        }
        self.redactor = redactor
    }

    /// A text without secrets.
    package func redact(_ text: String) -> String { redactor.redact(text) }

    /// An error with a message without secrets.
    package func redact(_ error: ScanError) -> ScanError {
        var error = error
        error.message = redactor.redact(error.message)
        return error
    }

    /// An event of which no text holds a secret.
    package func redact(_ event: ScanEvent) -> ScanEvent {
        switch event {
        case .finding(let finding): return .finding(redact(finding))
        case .diagnostic(let diagnostic): return .diagnostic(redact(diagnostic))
        case .identity(let outcome): return .identity(redact(outcome))
        case .finished(let report): return .finished(redact(report))
        default: return event
        }
    }

    private func redact(_ report: ScanReport) -> ScanReport {
        var report = report
        report.outcomeDetail = report.outcomeDetail.map(redactor.redact)
        report.findings = report.findings.map(redact)
        report.identities = report.identities.map(redact)
        report.diagnostics = report.diagnostics.map(redact)
        for index in report.coverage.operations.indices {
            let reason = report.coverage.operations[index].skippedBecause
            report.coverage.operations[index].skippedBecause = reason.map(redactor.redact)
        }
        return report
    }

    private func redact(_ diagnostic: ScanDiagnostic) -> ScanDiagnostic {
        var diagnostic = diagnostic
        diagnostic.message = redactor.redact(diagnostic.message)
        return diagnostic
    }

    private func redact(_ outcome: IdentityOutcome) -> IdentityOutcome {
        var outcome = outcome
        outcome.detail = redactor.redact(outcome.detail)
        outcome.registration = outcome.registration.map(redactor.redact)
        return outcome
    }

    private func redact(_ finding: Finding) -> Finding {
        var finding = finding
        finding.title = redactor.redactKnown(finding.title)
        finding.summary = redactor.redact(finding.summary)
        finding.remediation = redactor.redactKnown(finding.remediation)
        finding.evidenceClass = redactor.redactKnown(finding.evidenceClass)
        finding.affectedOperations = finding.affectedOperations.map(redactor.redactKnown)
        finding.location.path = finding.location.path.map(redactor.redactKnown)
        if var point = finding.location.insertionPoint {
            point.name = redactor.redactKnown(point.name)
            finding.location.insertionPoint = point
        }
        guard var proof = finding.proof else { return finding }
        proof.steps = proof.steps.map(redact)
        proof.assertions = proof.assertions.map { $0.mappingTexts(redactor.redactKnown) }
        finding.proof = proof
        return finding
    }

    private func redact(_ step: ProofStep) -> ProofStep {
        var step = step
        step.label = redactor.redactKnown(step.label)
        step.request.target = redactor.redact(step.request.target)
        step.request.body = step.request.body.map(redactor.redact)
        step.request.headers = step.request.headers.map { redact($0, isRequest: true) }
        guard var response = step.response else { return step }
        response.bodyExcerpt = redactor.redactBody(response.bodyExcerpt)
        response.headers = response.headers.map { redact($0, isRequest: false) }
        step.response = response
        return step
    }

    /// A value with a placeholder in it was redacted by who knows more secrets than the request has: those of accounts that
    /// the scanner has made.
    private func redact(_ header: RecordedHeader, isRequest: Bool) -> RecordedHeader {
        let value = redactor.redact(header.value)
        guard !value.contains("{{") else { return RecordedHeader(name: header.name, value: value) }
        let redacted =
            isRequest
            ? redactor.redactRequestHeader(name: header.name, value: value)
            : redactor.redactHeader(name: header.name, value: value)
        return RecordedHeader(name: header.name, value: redacted)
    }
}
