//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds keys, card numbers and other people's addresses in answers, whatever the property is called.
struct SensitiveDataCheck: PassiveCheck {
    let metadata = CheckMetadata(
        id: "venti.bopla.pii-secret",
        title: "An answer shows a key or personal data",
        severity: .high,
        category: .brokenObjectPropertyLevelAuthorization,
        weaknesses: [.cwe(200), .cwe(522)],
        remediation:
            "Keep keys on the server, and answer with no more of a number or an address than the caller needs.",
        explanation: """
            Looks into every answer for keys of well-known services, private keys and card numbers; numbers of bank             accounts count where no credential was needed. Each has a form with a length, an alphabet, a range or a             checksum that must hold. Numbers that the request sent, that the document gives as an example, or that             everybody tries payments out with do not count. E-mail addresses count where one identity's own is shown to             another or to nobody, and the document does not say that one is shown there.
            """
    )

    static let signature = "sensitive-data"

    func inspect(_ exchange: HTTPExchange) -> [Finding] {
        guard exchange.verdict == .answered, exchange.purpose != .replay, exchange.purpose != .setup else { return [] }
        let library = SignatureLibrary.default
        guard let match = library.matchAsWritten(Self.signature, in: exchange.response.body) else { return [] }
        let isKey =
            match.product.hasSuffix("key") || match.product.hasSuffix("key id") || match.product.hasSuffix("token")
        // A key that has just been made is shown once.
        if isKey, exchange.request.method == "POST" { return [] }
        let isAccount = match.product == "bank account number"
        if isAccount, exchange.identity != nil { return [] }
        guard library.matchAsWritten(Self.signature, in: exchange.request.body) == nil else { return [] }
        guard !library.matchesExample(Self.signature, of: exchange.operation) else { return [] }
        let bytes = exchange.response.body
        let value = String(decoding: bytes[match.range.clamped(to: bytes.indices)], as: UTF8.self)
        var redactor = Redactor()
        redactor.add(Secret(value), placeholder: match.product)
        let step = ProofStep(label: CheckMetadata.answerLabel, exchange: exchange, redactor: redactor)
        return [
            metadata.finding(
                at: exchange.operation?.location() ?? .host,
                summary: "The answer shows a \(match.product)."
                    + (exchange.identity == nil ? " No credential was needed." : ""),
                severity: isAccount ? .medium : .high,
                evidenceClass: match.product,
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
