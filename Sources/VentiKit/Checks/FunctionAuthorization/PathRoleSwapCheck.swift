//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds routes of a high role beside those of a low one: `/admin/reports` beside `/user/reports`.
struct PathRoleSwapCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.bfla.path-role-swap",
        title: "Another role's route opens when the role in the path is changed",
        severity: .high,
        category: .brokenFunctionLevelAuthorization,
        weaknesses: [.cwe(862)],
        remediation: "Check the caller's role on every route, whatever the path calls it.",
        explanation: """
            Where the path of an operation that an identity may call names a role, as in `/user/reports`, another role \
            is put in its place. The flaw counts only if the identity then gets another answer than before, nobody \
            gets it without a credential, a random word in that place gets none, and, where an identity of a higher \
            role is there, the answer is that identity's.
            """,
        profile: .safe
    )

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard operation.method == "GET", operation.requiresCredential,
            OperationEffect(of: operation, schemas: context.description.schemas) == .readOnly
        else { throw CheckSkipped("the operation does not read with a credential") }
        guard let low = context.reachers(of: operation).last, let reached = context.reached(operation, as: low) else {
            throw CheckSkipped("no identity got a 2xx answer")
        }
        let high = context.identities.first { context.isAbove($0, low) }
        let swaps = Self.swaps(of: operation.path)
        guard !swaps.isEmpty else { throw CheckSkipped("the path names no role") }
        for swap in swaps {
            let finding = try await probe(operation, swap, reached, low, high, context)
            if let finding { return [finding] }
        }
        return []
    }

    /// A segment of a path by its index, and what to put there.
    struct Swap: Sendable, Hashable {
        var index: Int
        var replacement: String
    }

    /// The swaps for a path template, at most one segment changed by each.
    static func swaps(of path: String) -> [Swap] {
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        return segments.enumerated().flatMap { index, segment in
            let leads = segments.indices.contains(index + 1) && !segments[index + 1].isEmpty
            // `/staff` alone may be a directory for all.
            return (replacements[segment.lowercased()] ?? []).filter { leads || !["manager", "staff"].contains($0) }
                .map { Swap(index: index, replacement: $0) }
        }
    }

    private static let replacements: [String: [String]] = {
        let singular = ["admin", "internal", "manager", "staff"]
        let plural = ["admins", "admin", "internal", "staff"]
        var table: [String: [String]] = [
            "public": ["internal", "private", "admin"], "me": ["admin"], "self": ["admin"],
        ]
        for word in ["user", "member", "customer", "client", "guest"] {
            table[word] = singular
            table[word + "s"] = plural
        }
        table["employee"] = singular
        table["account"] = ["admin"]
        return table
    }()

    private func probe(
        _ operation: APIOperation,
        _ swap: Swap,
        _ reached: ReachedRequest,
        _ low: String,
        _ high: String?,
        _ context: CheckContext
    ) async throws -> Finding? {
        var segments = reached.request.targetHalves.path.split(separator: "/", omittingEmptySubsequences: false)
            .map(String.init)
        guard segments.indices.contains(swap.index) else { return nil }
        segments[swap.index] = swap.replacement
        let path = segments.joined(separator: "/")
        // `/users/admin` may be no more than the page of a user of that name.
        let taken = RequestPath.operation(in: context.description, method: "GET", target: path)
        guard
            taken == nil
                || taken?.path.split(separator: "/", omittingEmptySubsequences: false)[swap.index].contains("{")
                    == false
        else { return nil }
        if let taken, !taken.requiresCredential { return nil }
        var random = context.random("\(operation.id) \(swap.index)")
        segments[swap.index] = random.word(length: 10)
        let swapped = reached.request.withPath(path)
        var trial = context.trial()
        let answer = try await trial.send("swapped", swapped, as: low)
        guard context.isSuccess(answer), answer.holdsData else { return nil }
        try await trial.send("own route", reached.request, as: low)
        try await trial.send("random route", reached.request.withPath(segments.joined(separator: "/")), as: low)
        try await trial.send("nobody", swapped, as: nil)
        let shape = ReadingComparison.shape
        var assertions: [ProofAssertion] = [
            .different(step: "swapped", other: "own route", ignoring: ResponseMask()),
            .different(step: "random route", other: "swapped", ignoring: shape),
            .different(step: "nobody", other: "swapped", ignoring: shape),
        ]
        if let high {
            try await trial.send("higher role", swapped, as: high)
            let baseline = try await context.baseline(
                for: ReachedRequest(request: swapped, identity: high, response: answer)
            )
            assertions.append(.equivalent(step: "swapped", other: "higher role", ignoring: baseline.mask))
        } else {
            // Without a measure, another shape says that it is another function, and not the same one by another name.
            assertions.append(.different(step: "swapped", other: "own route", ignoring: shape))
        }
        guard let proof = trial.proof(assertions, controls: ["random route", "nobody"]) else { return nil }
        return metadata.finding(
            at: operation.location(),
            summary: "\(low) may call \(operation.id), and \(path) answers as well"
                + (high.map { ", as it does \($0)" } ?? "") + ".",
            evidenceClass: "swap",
            proof: proof
        )
    }
}
