//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds hosts whose answers any site may put in a frame.
public struct FramingCheck: PassiveCheck {
    public let metadata = CheckMetadata(
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

    public init() {}

    public func inspect(_ exchange: HTTPExchange) -> [Finding] {
        let response = exchange.response
        guard exchange.isOrdinary, response.isSuccess, !response.body.isEmpty else { return [] }
        let subject = exchange.isPage ? "Pages" : "Answers"
        let names = ["content-security-policy", "x-frame-options"]
        guard !names.contains(where: response.headers.contains) else { return [] }
        return [
            metadata.hostFinding(
                from: exchange,
                summary: "\(subject) have neither Content-Security-Policy nor X-Frame-Options.",
                severity: exchange.isPage ? .low : .info,
                evidenceClass: exchange.isPage ? "page" : "data",
                assertions: names.map { .headerAbsent(step: CheckMetadata.answerLabel, name: $0) }
            )
        ]
    }
}
