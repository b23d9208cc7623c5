//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds answers that show a password, its hash, or what the document says is never answered.
struct DisclosedSecretCheck: PassiveCheck {
    let metadata = CheckMetadata(
        id: "venti.bopla.writeonly-leak",
        title: "An answer shows a secret property",
        severity: .high,
        category: .brokenObjectPropertyLevelAuthorization,
        weaknesses: [.cwe(200)],
        remediation: "Choose the properties of an answer one by one, and never choose passwords, hashes or keys.",
        explanation: """
            Looks at successful JSON answers for properties that the document marks as writeOnly or as a password, or \
            that are named as passwords, hashes and keys are, with a value in the clear. Masked and empty values, \
            sentences, flags and secrets that an answer to POST issues do not count, nor does a password that the API \
            made for what an authenticated POST created (201) where the document says that it is shown. A value that \
            the request itself sent counts as medium.
            """
    )

    func inspect(_ exchange: HTTPExchange) -> [Finding] {
        guard exchange.verdict == .answered, exchange.purpose != .replay, exchange.purpose != .setup else { return [] }
        guard let secrets = DisclosedSecrets(in: exchange), let operation = exchange.operation else { return [] }
        return secrets.items.values.sorted { $0.property < $1.property }.compactMap { item in
            let isIssued = exchange.request.method == "POST" && SecretValue.isIssued(item.property)
            // A diary's "secret" is its owner's own text, and the document says that it is answered.
            let isContent =
                exchange.hasCredential && item.isDocumented && item.hash == nil
                && DisclosedSecrets.ambiguous.contains(SensitiveNames.fold(item.property))
            return (isIssued || isContent || isMade(item, in: exchange)) && !item.isMarked
                ? nil : finding(item, at: operation, in: exchange)
        }
    }

    /// Whether the answer hands out a password that the API has made itself, as to a new user whom somebody else invites:
    /// something was made, the document says that the password is shown, and the request has not sent it.
    private func isMade(_ item: DisclosedSecrets.Item, in exchange: HTTPExchange) -> Bool {
        exchange.request.method == "POST" && exchange.response.status == 201 && item.isDocumented && item.hash == nil
            && item.count == 1 && exchange.hasCredential && !exchange.request.contains(item.value)
    }

    private func finding(
        _ item: DisclosedSecrets.Item,
        at operation: APIOperation,
        in exchange: HTTPExchange
    ) -> Finding {
        let isEcho = item.value.utf8.count >= 4 && exchange.request.contains(item.value)
        let step = ProofStep(label: CheckMetadata.answerLabel, exchange: exchange, focus: "\"\(item.property)\"")
        let form = item.hash.map { "as a \($0)" } ?? "in the clear"
        let extent = item.count > 1 ? " of \(item.count) objects" : ""
        let reason = item.isMarked ? ", which the document marks as write-only or as a password," : ""
        return metadata.finding(
            at: operation.location(),
            summary: "The answer shows the property \"\(item.property)\"\(extent)\(reason) \(form)."
                + (isEcho ? " The request had sent the value." : "")
                + (exchange.hasCredential ? "" : " No credential was needed."),
            severity: isEcho ? .medium : .high,
            evidenceClass: SensitiveNames.fold(item.property),
            proof: Proof(
                steps: [step],
                assertions: [
                    .status(step: step.label, isIn: [exchange.response.status]),
                    .propertyDisclosed(step: step.label, property: item.property),
                ]
            )
        )
    }
}

extension HTTPExchange {
    /// Whether the request carried a credential: an identity's, or that of an account that a proof made itself.
    fileprivate var hasCredential: Bool {
        identity != nil || request.headers.lines.contains { SensitiveNames.isSensitiveHeader($0.name) }
    }
}

extension DisclosedSecrets {
    /// Looks for secrets in a successful JSON answer.
    ///
    /// - Returns: `nil` where the answer is no success or no JSON, or no name in it can be that of a secret.
    init?(in exchange: HTTPExchange) {
        guard exchange.response.isSuccess, exchange.hasJSONBody else { return nil }
        let documented = exchange.documentedJSON
        let marked = documented.flatMap { $0.contents[$0.index].markedNames }
        let filter = SecretNameFilter(marked: marked, in: exchange.schemas.markedNames)
        if let filter, !filter.mayHoldSecrets(exchange.response.body.span) { return nil }
        self.init(readingAll: exchange)
    }

    /// As ``init(in:)``, without the shortcut by the names: what the quick way is held against.
    init?(readingAll exchange: HTTPExchange) {
        guard exchange.response.isSuccess, exchange.hasJSONBody else { return nil }
        guard let body = JSONValue(parsingJSON: exchange.response.body) else { return nil }
        let schema = exchange.documentedJSON.flatMap { $0.contents[$0.index].schema }
        self.init(in: body, schema: schema, schemas: exchange.schemas)
    }
}

extension HTTPExchange {
    /// What the document says is answered with this status, and which of it is JSON.
    fileprivate var documentedJSON: (contents: [APIContent], index: Int)? {
        guard let responses = operation?.responses, !responses.isEmpty else { return nil }
        let documented =
            responses[String(response.status)] ?? responses["\(response.status / 100)XX"] ?? responses["default"]
        guard let contents = documented?.contents, let index = contents.firstIndex(where: { $0.isJSON }) else {
            return nil
        }
        return (contents, index)
    }
}

extension ProbeRequest {
    /// Whether the target or the body has this text as it is.
    func contains(_ text: String) -> Bool {
        target.contains(text) || String(decoding: body, as: UTF8.self).contains(text)
    }
}
