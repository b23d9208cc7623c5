//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit

/// How somebody shows that a target is his.
public enum TargetVerification {
    /// The path at which the target serves the token, as the only line of a text.
    public static let path = "/.well-known/venti-verification.txt"
    /// The header that holds the token in an answer to the base URL.
    public static let header = "venti-verification"
    /// How long a verification is good.
    static let lifetime: TimeInterval = 90 * 86_400
}

extension TargetService {
    /// Looks whether the target shows its token, and remembers that it did.
    /// - Throws: ``ServiceError`` with code `target-not-verified` where it does not.
    public func verify(_ id: RecordID, as principal: Principal) async throws -> Target {
        try principal.require(.writeTargets)
        let target = try await core.find(Target.self, id, in: principal.scope, noun: "target")
        guard try await showsToken(target) else {
            throw ServiceError(
                .targetNotVerified,
                "Serve \(target.verificationToken) at \(TargetVerification.path), or in the header"
                    + " \(TargetVerification.header) of the base URL."
            )
        }
        let note = core.note(principal, "target.verify", target.url)
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

    private func showsToken(_ target: Target) async throws -> Bool {
        let url = try TargetURL(target.url)
        // Where it leads elsewhere, somebody else has answered.
        let fetch = GuardedFetch(addresses: core.addresses, maximumBytes: 65_536, maximumRedirects: 0)
        if let answer = try await self.answer(fetch, url.origin + TargetVerification.path), answer.status == 200,
            String(decoding: answer.body, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
                == target.verificationToken
        {
            return true
        }
        let answer = try await self.answer(fetch, url.description + "/")
        return answer?.headers.contains {
            $0.name.lowercased() == TargetVerification.header && $0.value == target.verificationToken
        } ?? false
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
