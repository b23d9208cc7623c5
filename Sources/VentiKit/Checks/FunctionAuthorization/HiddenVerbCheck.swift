//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds methods that a path serves and the document does not name.
struct HiddenVerbCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.bfla.hidden-verb",
        title: "A path serves a method that is not documented",
        severity: .medium,
        category: .brokenFunctionLevelAuthorization,
        weaknesses: [.cwe(650)],
        remediation: "Remove the method, or document it and decide who may use it.",
        explanation: """
            Asks each path with OPTIONS for its methods, and calls those that the document does not name, on an object \
            that was made for it. The flaw counts only if the object is then gone or changed for its owner, or if the \
            method succeeds there and on no path that nobody made. Methods that every framework adds (HEAD, OPTIONS, \
            TRACE) are left out, and so are servers that name the same methods everywhere.
            """,
        profile: .active
    )

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        let documented = context.description.operations.filter { $0.path == operation.path }
        guard documented.min(by: { Self.order($0) < Self.order($1) })?.id == operation.id else {
            throw CheckSkipped("another operation of the path stands for it")
        }
        let asking = context.reachers(of: operation).last ?? context.identities.first
        var random = context.random(operation.path)
        var options = context.request(for: operation, as: asking)
        options.method = "OPTIONS"
        options.body = nil
        let allowed = Self.methods(try await context.send(options, as: asking).response)
        let hidden = allowed.subtracting(documented.map(\.method)).intersection([
            "GET", "POST", "PUT", "PATCH", "DELETE",
        ])
        guard !hidden.isEmpty else { return [] }
        let elsewhere = try await context.send(options.atRandomPath(&random), as: asking).response
        guard Self.methods(elsewhere) != allowed else {
            throw CheckSkipped("the server names the same methods everywhere")
        }
        for method in hidden.sorted() {
            let attempt = HiddenVerbAttempt(operation: operation, method: method, options: options, context: context)
            guard let found = try await attempt.run(asking: asking, &random) else { continue }
            return [
                metadata.finding(
                    at: FindingLocation(method: method, path: operation.path, source: operation.source),
                    summary: "OPTIONS names \(method), which is not documented, and \(found.words).",
                    severity: found.isForeign ? .high : found.isEffect ? .medium : .low,
                    evidenceClass: found.isEffect ? "effect" : "answer",
                    proof: found.proof
                )
            ]
        }
        return []
    }

    /// What only reads stands for its path first, since every profile plans it.
    private static func order(_ operation: APIOperation) -> Int {
        ["GET", "POST", "PUT", "PATCH", "DELETE"].firstIndex(of: operation.method) ?? 9
    }

    /// The methods that an answer's `Allow` names.
    static func methods(_ response: ProbeResponse) -> Set<String> {
        let lines = response.headers.values(of: "allow")
        return Set(lines.flatMap { $0.split { $0 == "," || $0 == " " }.map { $0.uppercased() } })
    }
}
