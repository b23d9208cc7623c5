//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

@testable import VentiKit

extension HTTPExchange {
    /// An ordinary exchange with an answer of the given kind.
    static func fixture(
        _ body: String = #"{"id":1}"#,
        status: Int = 200,
        type: String = "application/json",
        headers: HeaderLines = HeaderLines(),
        method: String = "GET",
        target: String = "/items/1",
        requestHeaders: HeaderLines = HeaderLines(),
        requestBody: String = "",
        operation: APIOperation? = APIOperation(method: "GET", path: "/items/{id}"),
        identity: String? = nil,
        purpose: Purpose = .reach,
        verdict: Verdict = .answered,
        isEncrypted: Bool = false,
        schemas: SchemaLibrary = SchemaLibrary()
    ) -> HTTPExchange {
        var lines = headers
        if !type.isEmpty { lines["Content-Type"] = type }
        return HTTPExchange(
            number: 1,
            operation: operation,
            identity: identity,
            request: ProbeRequest(
                method: method,
                target: target,
                headers: requestHeaders,
                body: Array(requestBody.utf8)
            ),
            response: ProbeResponse(status: status, headers: lines, body: Array(body.utf8)),
            purpose: purpose,
            verdict: verdict,
            isEncrypted: isEncrypted,
            schemas: schemas
        )
    }
}

extension Finding {
    /// Whether the finding has a proof that holds for the response of the exchange that it was made of.
    func isProven(by exchange: HTTPExchange) -> Bool {
        guard let proof, !proof.assertions.isEmpty else { return false }
        let responses = Dictionary(uniqueKeysWithValues: proof.steps.map { ($0.label, [exchange.response]) })
        return ProofEvaluation(responses: responses).firstFailure(of: proof.assertions) == nil
    }
}
