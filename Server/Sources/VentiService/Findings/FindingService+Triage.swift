//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Foundation

extension FindingService {
    /// What somebody thinks of a finding.
    public enum Verdict: Sendable, Hashable {
        /// It is none.
        case falsePositive(reason: String)
        /// The risk is taken on until a day, at most a year away.
        case accepted(reason: String, until: Date)
        /// It counts again.
        case reopened
    }

    /// The longest time for which a risk can be taken on.
    static let longestAcceptance: TimeInterval = 366 * 86_400

    /// Changes what is thought of a finding. Only scans say that one is fixed.
    /// - Parameters:
    ///   - id: The finding.
    ///   - verdict: What is thought of it; `nil` for no change.
    ///   - assignee: Who is to mend it; `nil` for no change, empty for nobody.
    ///   - version: The version that the change was made from; `nil` for whichever it is.
    ///   - principal: Who judges.
    public func judge(
        _ id: RecordID,
        _ verdict: Verdict?,
        assignee: String? = nil,
        version: Int? = nil,
        as principal: Principal
    ) async throws -> TrackedFinding {
        try principal.require(.triageFindings)
        let now = core.now()
        if case .accepted(_, let until) = verdict {
            try principal.require(.acceptFindings)
            guard until > now, until.timeIntervalSince(now) <= Self.longestAcceptance else {
                throw ServiceError.invalid(
                    "/accepted_until",
                    "A risk is taken on until a day within a year.",
                    code: "range"
                )
            }
        }
        if let reason = verdict?.reason, !(1...2_000).contains(reason.count) {
            throw ServiceError.invalid("/reason", "A reason has from 1 to 2,000 characters.", code: "length")
        }
        guard (assignee?.count ?? 0) <= 200 else { throw ServiceError.invalid("/assignee", "At most 200 characters.") }
        let note = core.note(principal, "finding.judge", verdict?.name ?? "assign")
        return try await core.store.write(principal.scope) { writer in
            guard var finding = try writer.find(TrackedFinding.self, id) else { throw ServiceError.notFound("finding") }
            try finding.require(version)
            let before = finding.state
            if let verdict { try finding.apply(verdict) }
            if let assignee { finding.assignee = assignee.isEmpty ? nil : assignee }
            try writer.update(finding)
            if verdict != nil {
                try writer.note(finding, from: before, by: principal.name, verdict?.reason, at: now)
            }
            try writer.audit(note, id.rawValue)
            finding.version += 1
            return finding
        }
    }

    /// Adds a comment to a finding's history.
    public func comment(_ text: String, on id: RecordID, as principal: Principal) async throws -> FindingChange {
        try principal.require(.triageFindings)
        guard (1...4_000).contains(text.count) else {
            throw ServiceError.invalid("/text", "A comment has from 1 to 4,000 characters.", code: "length")
        }
        let now = core.now()
        let note = core.note(principal, "finding.comment")
        return try await core.store.write(principal.scope) { writer in
            guard let finding = try writer.find(TrackedFinding.self, id) else { throw ServiceError.notFound("finding") }
            let change = FindingChange(
                id: .make(at: now),
                tenant: finding.tenant,
                finding: id,
                actor: principal.name,
                from: finding.state,
                to: finding.state,
                comment: text,
                at: now
            )
            try writer.insert(change)
            try writer.audit(note, id.rawValue)
            return change
        }
    }
}

extension FindingService.Verdict {
    var reason: String? {
        switch self {
        case .falsePositive(let reason), .accepted(let reason, _): reason
        case .reopened: nil
        }
    }

    var name: String {
        switch self {
        case .falsePositive: "false_positive"
        case .accepted: "accepted"
        case .reopened: "open"
        }
    }
}

extension TrackedFinding {
    fileprivate mutating func apply(_ verdict: FindingService.Verdict) throws {
        guard state != .fixed else { throw ServiceError(.conflict, "A scan says that the finding is fixed.") }
        switch verdict {
        case .falsePositive(let text):
            state = .falsePositive
            reason = text
            acceptedUntil = nil
        case .accepted(let text, let until):
            state = .accepted
            reason = text
            acceptedUntil = until
        case .reopened:
            state = .open
            reason = nil
            acceptedUntil = nil
        }
    }
}
