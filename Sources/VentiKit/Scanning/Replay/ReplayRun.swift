//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import Synchronization

/// One replay: what its findings share.
final class ReplayRun: Sendable {
    let request: ReplayRequest
    let session: ScanSession
    private let checks: CheckSet
    /// Why an identity is missing, by its name.
    private let missing: [String: ReplayOutcome]
    /// Why nothing can be told.
    private let problem: String?
    private let logins = Mutex<[String: Login]>([:])

    private enum Login: Sendable {
        /// Whether a login was made, and not only a credential shown that was given.
        case done(isProven: Bool)
        case failed(String)
    }

    init(
        request: ReplayRequest,
        session: ScanSession,
        checks: CheckSet,
        missing: [String: ReplayOutcome],
        problem: String?
    ) {
        self.request = request
        self.session = session
        self.checks = checks
        self.missing = missing
        self.problem = problem
    }

    /// Why the target cannot be asked anything; `nil` where it answers.
    static func problem(of client: ProbeClient) async -> String? {
        let request = ProbeRequest(method: "GET", target: "/", headers: ["Accept": "application/json, */*;q=0.5"])
        do {
            _ = try await client.send(request, purpose: .setup, options: ProbeOptions(retriesWhenLimited: false))
            return nil
        } catch let error as ProbeError where error.code == .budgetExhausted {
            return error.message
        } catch let error as ProbeError {
            return "\(client.target) does not answer (\(error.code))"
        } catch {
            // A cancelled task notices it at the next request.
            return nil
        }
    }

    /// What the replay of a finding says.
    ///
    /// - Throws: `CancellationError`.
    func outcome(of finding: Finding) async throws -> ReplayOutcome {
        guard let proof = finding.proof else { return documentOutcome(of: finding) }
        if let problem { return .cannotTell(reason: problem) }
        if finding.checkID == CleartextCredentialCheck().metadata.id, session.client.target.scheme == .https {
            return .cannotTell(reason: "the flaw is about plain http, and the target is an https URL")
        }
        let permission = ReplayPermission(
            description: session.description,
            policy: request.policy,
            scannedProfile: request.scannedProfile
        )
        if let refusal = permission.refusal(of: proof) { return refusal }
        do {
            let names = ReplayIdentities.names(in: proof, registered: request.registeredIdentities).sorted()
            for name in names {
                if let obstacle = try await obstacle(of: name) { return obstacle }
            }
            var outcome = try await judged(proof, of: finding, by: names)
            // A race that is lost once may be won the next time.
            var races = 1
            while case .fixed = outcome, proof.hasRace, races < Self.mostRaces {
                outcome = try await judged(proof, of: finding, by: names)
                races += 1
            }
            return outcome == .stillThere ? comparedWithDocument(finding) : outcome
        } catch let error as ProbeError {
            return .cannotTell(reason: error.message)
        } catch let error as ScanError {
            return .cannotTell(reason: error.message)
        }
    }

    /// How often requests that leave at once must come to nothing before a race counts as mended.
    private static let mostRaces = 5

    /// What one attempt at a proof says.
    private func judged(_ proof: Proof, of finding: Finding, by names: [String]) async throws -> ReplayOutcome {
        let attempt = try await ProofReplayer(session: session).attempt(proof, at: operation(of: finding))
        let proven = logins.withLock { logins in
            names.filter { if case .done(isProven: true) = logins[$0] { true } else { false } }
        }
        let operation = OperationKey(finding.location.operationName)
        let isRemoved =
            request.document != nil && finding.location.method != nil
            && !session.description.operations.contains { OperationKey($0.id) == operation }
        return ReplayJudgement(
            attempt: attempt,
            loggedIn: Set(proven),
            redactor: session.redactor,
            isRemoved: isRemoved
        ).outcome
    }

    /// The outcome for a proof that holds, where the flaw is that the document says otherwise.
    private func comparedWithDocument(_ finding: Finding) -> ReplayOutcome {
        let check = checks.checks.first { $0.metadata.id == finding.checkID } as? any DocumentedFlawCheck
        guard let check else { return .stillThere }
        guard request.document != nil else {
            return .cannotTell(
                reason: "the API does as it did; whether the document says so by now is not known",
                mend: .document
            )
        }
        guard check.isMended(finding, in: session.description) else { return .stillThere }
        return documentDifference(finding)
    }

    private func operation(of finding: Finding) -> APIOperation? {
        let key = OperationKey(finding.affectedOperations.first ?? finding.location.operationName)
        return session.description.operations.first { OperationKey($0.id) == key }
    }

    /// Logs an identity in, once in a replay, and says why it cannot be used, where it cannot.
    private func obstacle(of identity: String) async throws -> ReplayOutcome? {
        if let reason = missing[identity] { return reason }
        if let known = logins.withLock({ $0[identity] }) {
            if case .failed(let reason) = known {
                return .cannotTell(reason: reason, mend: request.document == nil ? .document : nil)
            }
            return nil
        }
        guard let session = session.session(named: identity) else {
            return ReplayIdentities.missing(identity)
        }
        do {
            try await session.renew()
        } catch let error as ScanError {
            let reason = needsDocument(session) ? "\(identity) logs in at an operation of the document" : error.message
            logins.withLock { $0[identity] = .failed(reason) }
            return .cannotTell(reason: reason, mend: needsDocument(session) ? .document : nil)
        }
        let isLogin = if case .login = session.identity.credential { true } else { false }
        logins.withLock { $0[identity] = .done(isProven: isLogin) }
        return nil
    }

    /// Whether the identity's login is one that only the document describes, and there is none.
    private func needsDocument(_ session: IdentitySession) -> Bool {
        guard request.document == nil, case .login(let recipe) = session.identity.credential else { return false }
        return recipe.request == nil
    }

    /// What the document says about a flaw that it shows itself.
    private func documentOutcome(of finding: Finding) -> ReplayOutcome {
        guard request.document != nil else {
            return .cannotTell(reason: "the flaw is one of the document", mend: .document)
        }
        let check = checks.checks.first { $0.metadata.id == finding.checkID } as? any DocumentCheck
        guard let check else {
            return .cannotTell(reason: "no check \(finding.checkID) that looks at documents is known")
        }
        let description = session.description
        let isThere = check.audit(description).contains { $0.fingerprint == finding.fingerprint }
        guard !isThere else { return .stillThere }
        return documentDifference(finding)
    }

    private func documentDifference(_ finding: Finding) -> ReplayOutcome {
        let document = session.description.documentName
        return .fixed(
            ReplayDifference(step: document, expected: finding.summary, observed: "\(document) no longer says so")
        )
    }
}

extension Proof {
    /// Whether it depends on requests that leave at once, and so on chance.
    fileprivate var hasRace: Bool { steps.contains { $0.isParallel && $0.repetitions > 1 } }
}
