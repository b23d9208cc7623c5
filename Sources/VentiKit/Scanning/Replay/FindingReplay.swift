//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Carries out the saved proofs of findings again, to see which flaws are still there.
///
/// ```swift
/// let report = try JSONReport.report(from: bytes)
/// let alice = Identity("alice", username: "alice", password: password)
/// for result in try await FindingReplay().run(ReplayRequest(report, identities: [alice])) {
///     print(result.finding.fingerprint.shortForm, result.outcome)
/// }
/// ```
///
/// Each proof is sent over fresh connections, after the identities have logged in anew, with the scope, the budget and the
/// pace of a scan. What a proof makes is taken away again where the document says how.
public struct FindingReplay: Sendable {
    private let configuration: NativeScanner.Configuration

    /// Makes a replay that reaches the target as a scanner of this configuration does.
    public init(_ configuration: NativeScanner.Configuration = NativeScanner.Configuration()) {
        self.configuration = configuration
    }

    /// Replays every finding of the request.
    ///
    /// - Parameters:
    ///   - request: The findings, the target, the identities and the policy.
    ///   - onResult: Receives each result as soon as it is known.
    /// - Returns: The results in the order of the findings.
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidTarget``, ``ScanError/Code/invalidDocument``,
    ///   ``ScanError/Code/invalidArgument`` or ``ScanError/Code/outOfScope`` if nothing can be replayed;
    ///   `CancellationError` if the task was cancelled. A target that does not answer is a result.
    @discardableResult
    public func run(
        _ request: ReplayRequest,
        onResult: (ReplayResult) async -> Void = { _ in }
    ) async throws -> [ReplayResult] {
        let nothing = APIDescription(documentVersion: "", title: "", version: "", operations: [])
        let scan = request.scan(of: request.document ?? .description(nothing))
        return try await NativeScanner(configuration).withClient(for: scan) { client in
            let description =
                request.document == nil ? nothing : try await DocumentLoader(client: client).load(scan.document)
            var results: [ReplayResult] = []
            let run = try await prepare(request, description, client)
            do {
                for finding in request.findings {
                    try Task.checkCancellation()
                    let result = ReplayResult(finding: finding, outcome: try await run.outcome(of: finding))
                    results.append(result)
                    await onResult(result)
                }
            } catch {
                _ = try? await run.session.undoMutations()
                throw error
            }
            _ = try? await run.session.undoMutations()
            return results
        }
    }

    private func prepare(
        _ request: ReplayRequest,
        _ description: APIDescription,
        _ client: ProbeClient
    ) async throws -> ReplayRun {
        let accounts = AccountOperations(in: description)
        let people = ReplayIdentities(request: request, description: description, operations: accounts, client: client)
        var prepared = ReplayIdentities.Prepared()
        var problem = await ReplayRun.problem(of: client)
        if problem == nil {
            do {
                prepared = try await people.prepare()
            } catch let error as ProbeError where error.code == .budgetExhausted {
                problem = error.message
            }
        }
        let session = ScanSession(
            description: description,
            policy: request.policy,
            identities: prepared.identities,
            accountOperations: accounts,
            client: client,
            passiveChecks: []
        )
        session.withState { $0.accounts = prepared.accounts }
        return ReplayRun(
            request: request,
            session: session,
            checks: configuration.checks,
            missing: prepared.missing,
            problem: problem
        )
    }
}
