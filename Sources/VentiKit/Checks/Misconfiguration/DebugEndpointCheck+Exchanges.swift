//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The passive half: documented operations that answer what is meant for debugging.
extension DebugEndpointCheck: PassiveCheck {
    func inspect(_ exchange: HTTPExchange) -> [Finding] {
        guard exchange.verdict == .answered, exchange.purpose != .replay, exchange.purpose != .setup else { return [] }
        // What an error shows is the business of the stack trace check.
        guard exchange.response.isSuccess, !exchange.response.body.isEmpty else { return [] }
        var findings: [Finding] = []
        if let finding = content(of: exchange) { findings.append(finding) }
        if let finding = credentials(in: exchange) { findings.append(finding) }
        return findings
    }

    private func content(of exchange: HTTPExchange) -> Finding? {
        guard let match = SignatureLibrary.default.match(Self.signature, in: exchange.response.body) else { return nil }
        guard SignatureLibrary.default.match(Self.signature, in: exchange.request.body) == nil else { return nil }
        guard let operation = exchange.operation else { return nil }
        let step = ProofStep(
            label: CheckMetadata.answerLabel,
            exchange: exchange,
            focus: String(match.excerpt(of: exchange.response.body).prefix(40))
        )
        let isMinor = DebugData.isMinor(match.product)
        return metadata.finding(
            at: operation.location(),
            summary: "The answer is debugging data: \(match.product)."
                + (exchange.identity == nil ? " No credential was needed." : ""),
            severity: isMinor ? .low : (exchange.identity == nil ? .high : .medium),
            evidenceClass: match.product.lowercased(),
            proof: Proof(
                steps: [step],
                assertions: [
                    .status(step: step.label, isIn: [exchange.response.status]),
                    .bodyMatches(step: step.label, signature: Self.signature),
                ]
            )
        )
    }

    private func credentials(in exchange: HTTPExchange) -> Finding? {
        guard exchange.identity == nil, exchange.request.method == "GET" else { return nil }
        guard let secrets = DisclosedSecrets(in: exchange) else { return nil }
        let listed = secrets.items.values.sorted { $0.property < $1.property }.first { $0.listed >= 2 }
        guard let listed, let operation = exchange.operation else { return nil }
        let step = ProofStep(label: CheckMetadata.answerLabel, exchange: exchange, focus: "\"\(listed.property)\"")
        return metadata.finding(
            at: operation.location(),
            summary: "Anybody gets a list of \(listed.listed) objects with their \"\(listed.property)\".",
            evidenceClass: "credentials-listing",
            proof: Proof(
                steps: [step],
                assertions: [
                    .status(step: step.label, isIn: [exchange.response.status]),
                    .propertyDisclosed(step: step.label, property: listed.property),
                ]
            )
        )
    }
}
