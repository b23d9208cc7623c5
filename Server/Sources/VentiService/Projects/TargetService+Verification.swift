//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Logging
import VentiKit

/// How somebody shows that a target is his.
public enum TargetVerification {
    /// A place that shows a target's token.
    public enum Way: String, Sendable, Hashable, CaseIterable {
        /// A file below the target's origin.
        case file
        /// A header field of the base URL.
        case header
        /// A text in the domain name system.
        case record
    }

    /// The path at which the target serves the token, as the only line of a text.
    public static let path = "/.well-known/venti-verification.txt"
    /// The header that holds the token in an answer to the base URL.
    public static let header = "venti-verification"
    /// What stands before the host's name where a text of the domain name system holds the token.
    public static let label = "_venti-verification"
    /// How long a verification is good.
    static let lifetime: TimeInterval = 90 * 86_400

    /// The name whose text may hold the token; `nil` for a host that has no name.
    /// - Parameter url: The target's base URL.
    public static func recordName(of url: String) -> String? {
        guard let host = (try? TargetURL(url))?.host, NetworkAddress(host) == nil, !AddressGuard.looksLikeAddress(host)
        else { return nil }
        let name = "\(label).\(host)"
        return DNSName(name) == nil ? nil : name
    }
}

extension TargetService {
    /// Looks whether the target shows its token, and remembers that it did.
    /// - Throws: ``ServiceError`` with code `target-not-verified` where it does not.
    public func verify(_ id: RecordID, as principal: Principal) async throws -> Target {
        try principal.require(.writeTargets)
        let target = try await core.find(Target.self, id, in: principal.scope, noun: "target")
        guard let way = try await wayOfShowing(target) else { throw Self.refusal(target) }
        let note = core.note(principal, "target.verify", "\(target.url) by \(way.rawValue)")
        let now = core.now()
        return try await core.store.write(principal.scope) { writer in
            guard var current = try writer.find(Target.self, id), current.url == target.url else {
                throw ServiceError.notFound("target")
            }
            current.verifiedAt = now
            try writer.update(current)
            try writer.audit(note, id.rawValue)
            current.version += 1
            return current
        }
    }

    /// Whether a target may be scanned: it is on the allow list, or was verified not too long ago.
    func isVerified(_ target: Target, _ place: AddressGuard.Place) -> Bool {
        if place.isAllowListed { return true }
        guard let verifiedAt = target.verifiedAt else { return false }
        return core.now().timeIntervalSince(verifiedAt) < TargetVerification.lifetime
    }

    private static func refusal(_ target: Target) -> ServiceError {
        var places = ["at \(TargetVerification.path)", "in the header \(TargetVerification.header) of the base URL"]
        if let name = TargetVerification.recordName(of: target.url) { places.append("as a TXT record of \(name)") }
        let last = places.removeLast()
        return ServiceError(
            .targetNotVerified,
            "Show \(target.verificationToken) \(places.joined(separator: ", ")), or \(last)."
        )
    }

    /// Where the target shows its token; `nil` where it does not.
    private func wayOfShowing(_ target: Target) async throws -> TargetVerification.Way? {
        let url = try TargetURL(target.url)
        _ = try await core.addresses.admit(host: url.host, port: url.port)
        // First what needs nothing of the target, which may not be there yet.
        if await texts(of: target).contains(target.verificationToken) { return .record }
        // Where it leads elsewhere, somebody else has answered.
        let fetch = GuardedFetch(
            addresses: core.addresses,
            tracer: core.tracer,
            maximumBytes: 65_536,
            maximumRedirects: 0
        )
        if let answer = try await self.answer(fetch, url.origin + TargetVerification.path), answer.status == 200,
            String(decoding: answer.body, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
                == target.verificationToken
        {
            return .file
        }
        let answer = try await self.answer(fetch, url.description + "/")
        let hasHeader = answer?.headers.contains {
            $0.name.lowercased() == TargetVerification.header && $0.value == target.verificationToken
        }
        return hasHeader == true ? .header : nil
    }

    /// What the domain name system has for the target; nothing where nobody can say.
    private func texts(of target: Target) async -> [String] {
        guard let name = TargetVerification.recordName(of: target.url) else { return [] }
        let records = core.records
        do {
            return try await core.tracer.span("DNS TXT", .client, attributes: ["dns.question.name": .text(name)]) { _ in
                try await withDeadline(.seconds(15)) { try await records.texts(of: name) }
            }
        } catch {
            core.logger.info("a name was not looked up", metadata: ["name": "\(name)", "error": "\(error)"])
            return []
        }
    }

    /// What came back; `nil` where nothing did. A refusal by the guard is not nothing.
    private func answer(_ fetch: GuardedFetch, _ url: String) async throws -> GuardedFetch.Answer? {
        do {
            return try await fetch.get(url)
        } catch let error as ServiceError where error.fields.isEmpty {
            return nil
        }
    }
}
