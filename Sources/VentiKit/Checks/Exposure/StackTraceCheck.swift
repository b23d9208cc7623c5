//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds answers that hold a stack trace.
struct StackTraceCheck: PassiveCheck {
    let metadata = CheckMetadata(
        id: "venti.err.stacktrace",
        title: "An answer holds a stack trace",
        severity: .medium,
        category: .securityMisconfiguration,
        weaknesses: [.cwe(209)],
        remediation: "Answer errors with a code and an id, and write the trace to the log.",
        explanation: """
            Sends values of a wrong kind, broken JSON and characters nobody expects, and looks at the answer to every \
            request of the scan with an error status: two consecutive frames of a stack trace in the form of a known \
            language count, plain or escaped for JSON or HTML. A trace that the request itself sent, or that the \
            document gives as an example, does not count.
            """
    )

    private static let signature = "stack-trace"

    func inspect(_ exchange: HTTPExchange) -> [Finding] {
        guard exchange.verdict == .answered, exchange.purpose != .replay else { return [] }
        // Successful answers may well be about stack traces; an error never is.
        guard exchange.response.status >= 400 else { return [] }
        let library = SignatureLibrary.default
        guard let match = library.match(Self.signature, in: exchange.response.body) else { return [] }
        guard library.match(Self.signature, in: exchange.request.body) == nil else { return [] }
        // An API for error reports documents stack traces.
        guard !library.matchesExample(Self.signature, of: exchange.operation) else { return [] }
        let excerpt = match.excerpt(of: exchange.response.body)
        let step = ProofStep(label: CheckMetadata.answerLabel, exchange: exchange, focus: String(excerpt.prefix(40)))
        return [
            metadata.finding(
                at: exchange.operation?.location() ?? .host,
                summary: "The answer with status \(exchange.response.status) holds a \(match.product) stack trace.",
                evidenceClass: match.product.lowercased(),
                proof: Proof(
                    steps: [step],
                    assertions: [
                        .status(step: step.label, isIn: [exchange.response.status]),
                        .bodyMatches(step: step.label, signature: Self.signature),
                    ]
                )
            )
        ]
    }
}
