//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds answers to authenticated requests that caches may keep.
struct ResponseCachingCheck: PassiveCheck {
    let metadata = CheckMetadata(
        id: "venti.headers.cache-control",
        title: "Protected answers may be cached",
        severity: .low,
        category: .securityMisconfiguration,
        weaknesses: [.cwe(525)],
        remediation:
            "Send Cache-Control: no-store with answers to authenticated requests, or private where caching is wanted.",
        explanation: """
            Looks at JSON answers with status 200 to authenticated GET requests. Without no-store or private, the \
            browser keeps them, and with a credential in another place than Authorization, or with public, shared \
            caches may too (RFC 9111, 3.5). One finding stands for the host.
            """
    )

    func inspect(_ exchange: HTTPExchange) -> [Finding] {
        let response = exchange.response
        guard exchange.isOrdinary, exchange.identity != nil, exchange.request.method == "GET" else { return [] }
        guard response.status == 200 else { return [] }
        let value = response.headers["cache-control"]
        let directives = HeaderElements(value ?? "", separator: UInt8(ascii: ","))
        guard !directives.contains("no-store"), !directives.containsPrefix("private") else { return [] }
        guard exchange.hasJSONBody else { return [] }
        let step = CheckMetadata.answerLabel
        let isPublic = directives.contains("public") || directives.containsPrefix("s-maxage")
        let kept =
            value.map { "Cache-Control is \"\($0.prefix(80))\"" } ?? "Cache-Control is missing"
        return [
            metadata.hostFinding(
                from: exchange,
                summary: "\(kept) on an answer to an authenticated request"
                    + (isPublic ? ", which lets shared caches keep it." : "."),
                severity: isPublic ? .medium : .low,
                evidenceClass: isPublic ? "public" : (value == nil ? "absent" : "storable"),
                assertions: [
                    .status(step: step, isIn: [200]),
                    value.map { .headerEquals(step: step, name: "cache-control", value: $0) }
                        ?? .headerAbsent(step: step, name: "cache-control"),
                ]
            )
        ]
    }
}
