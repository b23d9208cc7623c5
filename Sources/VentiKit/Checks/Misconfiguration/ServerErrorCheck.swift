//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds values that the document allows and the server fails on.
public struct ServerErrorCheck: ActiveCheck {
    public let metadata = CheckMetadata(
        id: "venti.conf.server-error",
        title: "The server fails on input that the document allows",
        severity: .low,
        category: .securityMisconfiguration,
        weaknesses: [.cwe(755)],
        remediation: "Handle the value, or refuse it with 4xx and say so in the document.",
        explanation: """
            Replaces one value of a working request at a time by a limit of what its schema allows. The flaw counts only \
            if the server answers 5xx twice, and the working request is still answered without. Ordinary requests that \
            are answered 5xx count as well. 501 to 504 do not: they speak of gateways, of load, or of what is not there yet.
            """
    )

    public init() {}

    public func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard let reached = context.reachedByAnyone(operation) else {
            throw CheckSkipped("no identity got a 2xx answer")
        }
        var findings: [Int: Finding] = [:]
        let points = reached.request.insertionPoints.map { (point: $0, reached: reached) } + context.variants(operation)
        for (point, reached) in points.prefix(12) {
            let schema = context.description.schema(at: point, of: operation)
            for value in BoundaryValues.allowed(by: schema, at: point) {
                if let finding = try await probe(reached, point, value, in: context),
                    let status = Int(finding.evidenceClass)
                {
                    findings[status] = findings[status] ?? finding
                }
            }
        }
        return findings.sorted { $0.key < $1.key }.map(\.value)
    }

    private func probe(
        _ reached: ReachedRequest,
        _ point: InsertionPoint,
        _ value: JSONValue,
        in context: CheckContext
    ) async throws -> Finding? {
        let request = reached.request.replacing(point, with: value)
        var trial = context.trial()
        let answer = try await trial.send("limit", request, as: reached.identity)
        guard answer.status >= 500, ![501, 502, 503, 504].contains(answer.status) else { return nil }
        try await trial.send("limit again", request, as: reached.identity)
        let working = try await trial.send("working", reached.request, as: reached.identity)
        let proof = trial.proof(
            [
                .status(step: "limit", isIn: [answer.status]),
                .status(step: "limit again", isIn: [answer.status]),
                .status(step: "working", isIn: [working.status]),
                .statusNot(step: "working", isIn: [500]),
            ],
            controls: ["working"]
        )
        guard let proof else { return nil }
        let text = value.scalarText ?? "null"
        let shown = text.count > 24 ? "a text of \(text.count) characters" : "\"\(text)\""
        return metadata.finding(
            at: reached.request.operation.location(at: point),
            summary: "\(shown) in \(point), which the document allows, is answered \(answer.status), twice.",
            evidenceClass: String(answer.status),
            proof: proof
        )
    }
}
