//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds hosts whose answers any site may put in a frame.
struct FramingCheck: PassiveCheck {
    let metadata = CheckMetadata(
        id: "venti.headers.csp-frame",
        title: "Answers may be framed by any site",
        severity: .info,
        category: .securityMisconfiguration,
        weaknesses: [.cwe(1021), .cwe(693)],
        remediation:
            "Send Content-Security-Policy: default-src 'none'; frame-ancestors 'none' with every answer of an API.",
        explanation: """
            Looks at successful answers with a body that have neither Content-Security-Policy nor X-Frame-Options. It \
            counts as low for pages, and as information for data. One finding stands for the host.
            """
    )

    private static let fields = ["content-security-policy", "x-frame-options"]

    func inspect(_ exchange: HTTPExchange) -> [Finding] {
        let response = exchange.response
        guard exchange.isOrdinary, response.isSuccess, !response.body.isEmpty else { return [] }
        guard !Self.fields.contains(where: response.headers.contains) else { return [] }
        let isPage = exchange.isPage
        return [
            metadata.hostFinding(
                from: exchange,
                summary: "\(isPage ? "Pages" : "Answers") have neither Content-Security-Policy nor X-Frame-Options.",
                severity: isPage ? .low : .info,
                evidenceClass: isPage ? "page" : "data",
                assertions: Self.fields.map { .headerAbsent(step: CheckMetadata.answerLabel, name: $0) }
            )
        ]
    }
}
