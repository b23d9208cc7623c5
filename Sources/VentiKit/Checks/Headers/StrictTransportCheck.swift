//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds hosts that answer over TLS and do not tell browsers to stay with it.
struct StrictTransportCheck: PassiveCheck {
    let metadata = CheckMetadata(
        id: "venti.headers.hsts",
        title: "Strict-Transport-Security is missing",
        severity: .low,
        category: .securityMisconfiguration,
        weaknesses: [.cwe(319), .cwe(693)],
        remediation: "Send Strict-Transport-Security: max-age=31536000; includeSubDomains over HTTPS.",
        explanation: """
            Looks at answers that came over TLS; the field means nothing elsewhere (RFC 6797, 7.2). A maximum age of 0 \
            turns the protection off and counts as missing. One finding stands for the host.
            """
    )

    func inspect(_ exchange: HTTPExchange) -> [Finding] {
        guard exchange.isOrdinary, exchange.isEncrypted, exchange.response.isSuccess else { return [] }
        let step = CheckMetadata.answerLabel
        let name = "strict-transport-security"
        guard let value = exchange.response.headers[name] else {
            return [
                metadata.hostFinding(
                    from: exchange,
                    summary: "Answers over TLS have no Strict-Transport-Security.",
                    assertions: [.headerAbsent(step: step, name: name)]
                )
            ]
        }
        let directives = HeaderElements(value, separator: UInt8(ascii: ";"), ignoresSpacesAndQuotes: true)
        guard directives.contains("max-age=0") else { return [] }
        return [
            metadata.hostFinding(
                from: exchange,
                summary: "Strict-Transport-Security has a maximum age of 0, which turns it off.",
                evidenceClass: "zero",
                assertions: [.headerEquals(step: step, name: name, value: value)]
            )
        ]
    }
}
