//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What calling an operation does to the target, as far as the document tells.
public enum OperationEffect: String, Sendable, Hashable, Codable {
    /// Gives information and changes nothing.
    case readOnly
    /// Exchanges a password for a session.
    case login
    /// Creates or changes something.
    case mutating
    /// Deletes something, ends a session, or resets the target: may end the scan.
    case destructive

    /// The effect of an operation, judged by its method, its path, its `operationId` and its summary.
    ///
    /// Methods alone do not tell: some APIs reset their database on GET, and many search by POST.
    ///
    /// - Parameters:
    ///   - operation: The operation to judge.
    ///   - schemas: What the references in the operation's body lead to; without it, a login whose body is a reference
    ///     is not recognised.
    public init(of operation: APIOperation, schemas: SchemaLibrary = .empty) {
        let path = operation.path.split(separator: "/").filter { !$0.contains("{") }.map(String.init)
        let words = path.suffix(2).flatMap(Words.split)
        let named = Words.split(operation.operationID?.split(separator: ".").last.map(String.init) ?? "")
        let summary = Words.split(operation.summary ?? "").map(Self.baseForm)
        let leading = Set(named.prefix(1).map(Self.baseForm) + summary.prefix(1))
        let last = Set(words.map(Self.baseForm))

        if !leading.isDisjoint(with: Self.resets) || !last.isDisjoint(with: Self.resets)
            || path.contains(where: Self.isGluedReset)
        {
            self = .destructive
        } else if !last.union(leading).isDisjoint(with: Self.sessionEnds) || Self.contains(words, "log", "out")
            || Self.contains(words, "sign", "out")
        {
            self = .destructive
        } else {
            switch operation.method {
            case "GET", "HEAD", "OPTIONS", "QUERY":
                // "Store details" begins with a noun where the id says that something is read.
                let isReading = named.first.map(Self.readings.contains) ?? false
                self = isReading || leading.isDisjoint(with: Self.changes) ? .readOnly : .mutating
            case "DELETE": self = .destructive
            case "POST" where LoginOperation(operation, schemas: schemas) != nil: self = .login
            case "POST" where Self.isQuery(path.last): self = .readOnly
            default: self = .mutating
            }
        }
    }

    /// The least profile that may call an operation of this effect.
    public var profile: ScanPolicy.Profile {
        switch self {
        case .readOnly: .passive
        case .login: .safe
        case .mutating: .active
        case .destructive: .dangerous
        }
    }

    private static let resets: Set<String> = [
        "drop", "reset", "wipe", "purge", "truncate", "destroy", "erase", "reinitialize", "reinitialise", "initdb",
        "reseed", "seed", "populate", "migrate", "shutdown", "reboot", "restart", "kill", "flush", "terminate",
    ]
    private static let sessionEnds: Set<String> = ["logout", "signout", "logoff", "revoke"]
    private static let changes: Set<String> = [
        "create", "delete", "remove", "update", "add", "insert", "set", "modify", "save", "store", "register", "import",
        "enable", "disable", "activate", "deactivate", "cancel", "approve", "reject", "send", "pay", "transfer",
    ]
    private static let readings: Set<String> = [
        "get", "list", "read", "fetch", "show", "find", "search", "query", "view", "retrieve", "describe", "count",
        "check",
    ]
    private static let queries: Set<String> = ["search", "query", "find", "filter", "lookup", "preview", "count"]

    /// A verb glued to what it resets, as in `initdb` or `resetall`.
    private static func isGluedReset(_ segment: String) -> Bool {
        let text = segment.lowercased()
        let verbs = ["create", "reset", "drop", "init", "delete", "clear", "seed", "rebuild", "restore", "setup"]
        let objects: Set<String> = [
            "db", "database", "data", "all", "schema", "tables", "store", "state", "everything",
        ]
        return verbs.contains { verb in
            text.hasPrefix(verb) && objects.contains(text.dropFirst(verb.count).filter { $0.isLetter })
        }
    }

    /// `search` and `_find` ask; `searches` and `filters` are collections to which something is added.
    private static func isQuery(_ segment: String?) -> Bool {
        segment.map { !queries.isDisjoint(with: Words.split($0)) } ?? false
    }

    /// `Creates`, `created` and `creating` begin a summary as `create` does.
    private static func baseForm(_ word: String) -> String {
        for candidate in [word, String(word.dropLast()), String(word.dropLast(2)), word.dropLast(3) + "e"]
        where resets.contains(candidate) || changes.contains(candidate) || queries.contains(candidate)
            || sessionEnds.contains(candidate)
        {
            return candidate
        }
        return word
    }

    private static func contains(_ words: [String], _ first: String, _ second: String) -> Bool {
        zip(words, words.dropFirst()).contains { $0 == first && $1 == second }
    }
}
