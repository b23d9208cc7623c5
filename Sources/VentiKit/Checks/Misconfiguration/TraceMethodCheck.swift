//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds servers that send requests back as they got them.
struct TraceMethodCheck: HostCheck {
    let metadata = CheckMetadata(
        id: "venti.methods.trace",
        title: "TRACE is enabled",
        severity: .low,
        category: .securityMisconfiguration,
        weaknesses: [.cwe(693)],
        remediation: "Disable TRACE in the server and in every proxy before it (RFC 9110, 9.3.8).",
        explanation: """
            Sends TRACE with a random text in a header field. The flaw counts only if the text comes back in the body, \
            and does not when the same field is sent with GET.
            """,
        profile: .safe
    )

    func probe(in context: CheckContext) async throws -> [Finding] {
        var random = context.random("trace")
        let canary = Canary(random: &random)
        let path = Self.path(of: context.description)
        func request(_ method: String) -> OperationRequest {
            OperationRequest(
                operation: APIOperation(method: method, path: path),
                extraHeaders: ["X-Probe": canary.text]
            )
        }
        var trial = context.trial()
        let trace = try await trial.send("trace", request("TRACE"), as: nil)
        guard trace.isSuccess, canary.isPresent(in: trace) else { return [] }
        try await trial.send("get", request("GET"), as: nil)
        let proof = trial.proof(
            [
                .bodyContains(step: "trace", text: canary.text),
                .bodyLacks(step: "get", text: canary.text),
            ],
            controls: ["get"]
        )
        guard let proof else { return [] }
        return [
            metadata.finding(
                at: .host,
                summary: "TRACE \(path) sends the request's header fields back.",
                evidenceClass: "trace",
                proof: proof
            )
        ]
    }

    /// The path to ask for: one of the fewest segments.
    ///
    /// A replay needs the control to be answered as it was in the scan. Paths that a later version removes, such as those that
    /// diagnose a server, are mostly deeper than the API's main resources.
    private static func path(of description: APIDescription) -> String {
        let paths = description.operations.filter { $0.method == "GET" && !$0.path.contains("{") }.map(\.path)
        return paths.min { $0.split(separator: "/").count < $1.split(separator: "/").count } ?? "/"
    }
}
