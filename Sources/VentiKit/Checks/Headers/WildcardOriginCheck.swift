//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds answers that are not public and that any web site may read.
struct WildcardOriginCheck: PassiveCheck {
    let metadata = CheckMetadata(
        id: "venti.cors.wildcard",
        title: "Any origin may read protected answers",
        severity: .low,
        category: .securityMisconfiguration,
        weaknesses: [.cwe(942)],
        remediation: "Name the origins that may read answers in Access-Control-Allow-Origin, or leave the field out.",
        explanation: """
            Looks at successful answers that needed a credential. Access-Control-Allow-Origin: * lets a page of any \
            origin that has a token read them. Browsers never send cookies to such an answer, so the harm is small; \
            public answers do not count.
            """
    )

    func inspect(_ exchange: HTTPExchange) -> [Finding] {
        let response = exchange.response
        guard exchange.isOrdinary, exchange.isProtected, response.isSuccess, !response.body.isEmpty else { return [] }
        guard response.headers["access-control-allow-origin"]?.trimmingSpaces == "*" else { return [] }
        let allowsCredentials = response.headers["access-control-allow-credentials"]?.lowercased() == "true"
        let step = CheckMetadata.answerLabel
        let summary =
            "Access-Control-Allow-Origin is * on an answer that needs a credential."
            + (allowsCredentials
                ? " Access-Control-Allow-Credentials is true as well, a combination that browsers refuse." : "")
        return [
            metadata.hostFinding(
                from: exchange,
                summary: summary,
                assertions: [
                    .status(step: step, isIn: [response.status]),
                    .headerEquals(step: step, name: "access-control-allow-origin", value: "*"),
                ]
            )
        ]
    }
}
