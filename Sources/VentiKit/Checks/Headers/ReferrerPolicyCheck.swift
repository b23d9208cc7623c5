//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds hosts whose pages tell other sites where the user came from.
struct ReferrerPolicyCheck: PassiveCheck {
    let metadata = CheckMetadata(
        id: "venti.headers.referrer",
        title: "Referrer-Policy is missing",
        severity: .info,
        category: .securityMisconfiguration,
        weaknesses: [.cwe(693), .cwe(200)],
        remediation: "Send Referrer-Policy: no-referrer with every page.",
        explanation: """
            Looks at successful answers that browsers show as pages. Data has no links to follow, so JSON does not \
            count. One finding stands for the host.
            """
    )

    func inspect(_ exchange: HTTPExchange) -> [Finding] {
        guard exchange.isOrdinary, exchange.response.isSuccess else { return [] }
        guard !exchange.response.headers.contains("referrer-policy"), exchange.isPage else { return [] }
        return [
            metadata.hostFinding(
                from: exchange,
                summary: "Pages have no Referrer-Policy.",
                assertions: [.headerAbsent(step: CheckMetadata.answerLabel, name: "referrer-policy")]
            )
        ]
    }
}
