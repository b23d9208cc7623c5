//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What in the document says that an operation is not for every user.
struct AdministrativeSigns: Sendable, Hashable {
    /// The signs in words, such as `the tag admin`. Empty where there is none: then it is a feature for everybody.
    let reasons: [String]
    /// Whether a tag or a segment of the path says so, which leaves little doubt.
    let isStrong: Bool

    init(_ operation: APIOperation, in description: APIDescription) {
        let tag = operation.tags.first { Self.isAdministrative($0) }
        let segment = Self.segment(of: operation.path)
        var reasons: [String] = []
        if let tag { reasons.append("the tag \(tag)") }
        if let segment { reasons.append("the path segment \(segment)") }
        isStrong = !reasons.isEmpty
        if let id = operation.operationID, Words.split(id).first.map({ Self.words.contains($0) }) ?? false {
            reasons.append("the operationId \(id)")
        }
        if let summary = operation.summary, let phrase = Self.phrase(in: summary) {
            reasons.append("its summary (\(phrase))")
        }
        let scopes = operation.security.flatMap { $0.flatMap(\.scopes) }
        if let scope = scopes.first(where: Self.isAdministrative) { reasons.append("the scope \(scope)") }
        if Self.aloneDocumentsRefusal(operation, in: description) {
            reasons.append("a 403 that few operations document")
        }
        self.reasons = reasons
    }

    private static let words: Set<String> = [
        "admin", "administration", "administrative", "backoffice", "internal", "internals", "superuser", "sysadmin",
        "superadmin", "moderation",
    ]
    /// Words for people: `/staff` and `/staff/{id}` may be a directory for all, `/staff/reports` is for them.
    private static let people: Set<String> = [
        "staff", "admins", "administrator", "administrators", "moderator", "moderators", "superusers",
    ]

    /// The segment of a path that keeps what follows to few.
    private static func segment(of path: String) -> String? {
        let segments = path.split(separator: "/").map(String.init)
        return segments.indices.first { index in
            guard !segments[index].contains("{") else { return false }
            let leads = segments.indices.contains(index + 1) && !segments[index + 1].contains("{")
            return isAdministrative(segments[index]) || leads && people.contains(segments[index].lowercased())
        }
        .map { segments[$0] }
    }

    /// Whether a name speaks of administration; `is-admin` and `isAdmin` only ask.
    private static func isAdministrative(_ name: String) -> Bool {
        let parts = Words.split(name)
        guard parts.first != "is", Set(parts).isDisjoint(with: ["non", "not"]) else { return false }
        return !words.isDisjoint(with: parts) || parts.joined() == "backoffice"
    }

    /// The phrase of a sentence that keeps an operation to few; that administrators are spoken of is not enough.
    private static func phrase(in summary: String) -> String? {
        let text = " " + Words.split(summary).joined(separator: " ") + " "
        return phrases.first { text.contains(" \($0) ") }
    }

    private static let phrases = [
        "admin only", "admins only", "administrators only", "only admins", "only administrators", "only for admins",
        "only for administrators", "for admins only", "for administrators only", "only an admin",
        "only an administrator",
        "staff only", "only staff", "only for staff", "internal use", "internal only", "requires admin",
        "requires the admin role", "requires the role admin", "admin role required", "with the role admin",
    ]

    /// Whether the operation documents 403, most others that need a credential do not, and no object can be the reason.
    private static func aloneDocumentsRefusal(_ operation: APIOperation, in description: APIDescription) -> Bool {
        guard operation.responses["403"] != nil, !operation.path.contains("{") else { return false }
        let others = description.operations.filter { $0.requiresCredential && !$0.path.contains("{") }
        let refusing = others.count { $0.responses["403"] != nil }
        return others.count >= 4 && refusing * 3 <= others.count
    }
}
