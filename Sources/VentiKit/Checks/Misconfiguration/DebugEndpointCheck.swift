//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds diagnostic data: at the places where frameworks put it, and in the answers of documented operations.
public struct DebugEndpointCheck: HostCheck {
    public let metadata = CheckMetadata(
        id: "venti.debug.endpoint",
        title: "Diagnostic data is open to everyone",
        severity: .high,
        category: .securityMisconfiguration,
        weaknesses: [.cwe(489), .cwe(215)],
        remediation:
            "Take diagnostic endpoints out of production, or serve them on an internal port with authentication.",
        explanation: """
            Asks without a credential for the diagnostic pages of common frameworks. A page counts only if its content \
            has the grammar of diagnostic data, twice, and a random path beside it does not answer so. Answers of \
            documented operations are judged by the same grammar, and a list of the credentials of several users that \
            needs no credential counts as well. What only identities see is medium; metrics and health details are low.
            """
    )

    static let signature = "debug-data"

    public init() {}

    private static let paths = [
        "/actuator/env", "/actuator/configprops", "/actuator/heapdump", "/actuator/mappings", "/manage/env", "/env",
        "/debug/vars", "/debug/pprof/", "/debug", "/phpinfo.php", "/info.php", "/_profiler/phpinfo", "/server-status",
        "/metrics", "/console", "/__debug__/", "/trace", "/dump",
    ]

    public func probe(in context: CheckContext) async throws -> [Finding] {
        let documented = Set(context.description.operations.map(\.path))
        var random = context.random("paths")
        var findings: [Finding] = []
        for path in Self.paths where !documented.contains(path) {
            let operation = APIOperation(method: "GET", path: path)
            var trial = context.trial()
            let page = try await trial.send("page", OperationRequest(operation: operation), as: nil)
            guard page.isSuccess, let match = SignatureLibrary.default.match(Self.signature, in: page.body) else {
                continue
            }
            let sibling = APIOperation(method: "GET", path: "/" + random.word(length: 12))
            try await trial.send("random path", OperationRequest(operation: sibling), as: nil)
            try await trial.send("page again", OperationRequest(operation: operation), as: nil)
            let proof = trial.proof(
                [
                    .bodyMatches(step: "page", signature: Self.signature),
                    .bodyMatchesNot(step: "random path", signature: Self.signature),
                    .bodyMatches(step: "page again", signature: Self.signature),
                ],
                controls: ["random path"]
            )
            guard let proof else { continue }
            findings.append(
                metadata.finding(
                    at: operation.location(),
                    summary: "\(path) shows diagnostic data to anyone: \(match.product).",
                    severity: DebugData.isMinor(match.product) ? .low : .high,
                    evidenceClass: match.product.lowercased(),
                    proof: proof
                )
            )
        }
        return findings
    }
}
