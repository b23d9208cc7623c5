//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds hosts that let browsers guess the type of their answers.
struct ContentSniffingCheck: PassiveCheck {
    let metadata = CheckMetadata(
        id: "venti.headers.nosniff",
        title: "X-Content-Type-Options is missing",
        severity: .low,
        category: .securityMisconfiguration,
        weaknesses: [.cwe(693)],
        remediation: "Send X-Content-Type-Options: nosniff with every answer.",
        explanation: """
            Looks at successful answers with a body. Without nosniff a browser may take user data in such an answer \
            for a page or a script. One finding stands for the host and names the operations.
            """
    )

    func inspect(_ exchange: HTTPExchange) -> [Finding] {
        guard exchange.isOrdinary, exchange.response.isSuccess, !exchange.response.body.isEmpty else { return [] }
        guard !exchange.response.headers.contains("x-content-type-options") else { return [] }
        return [
            metadata.hostFinding(
                from: exchange,
                summary: "Answers with a body have no X-Content-Type-Options.",
                assertions: [.headerAbsent(step: CheckMetadata.answerLabel, name: "x-content-type-options")]
            )
        ]
    }
}
