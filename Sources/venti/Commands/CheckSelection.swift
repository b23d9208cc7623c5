//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// Looks over the names of checks that the user chose, before a scan begins.
struct CheckSelection {
    private let metadata: [CheckMetadata]

    init(_ checks: CheckSet) { metadata = checks.checks.map(\.metadata) }

    /// - Throws: ``CommandError`` if a name fits no check, or the choice leaves none.
    func check(_ policy: ScanPolicy) throws {
        for (flag, names) in [("--checks", policy.checks), ("--skip", policy.skippedChecks)] {
            for name in names where matches(name).isEmpty { throw unknown(name, flag: flag) }
        }
        let chosen = policy.checks.isEmpty ? metadata : policy.checks.flatMap { matches($0) }
        let skipped = Set(policy.skippedChecks.flatMap { matches($0) }.map(\.id))
        let left = chosen.filter { !skipped.contains($0.id) }
        guard !policy.checks.isEmpty || !policy.skippedChecks.isEmpty else { return }
        guard !left.isEmpty else {
            throw CommandError.usage("--checks and --skip leave no check to run; remove one of them")
        }
        guard left.contains(where: { $0.profile <= policy.profile }) else {
            let needed = left.map(\.profile).min() ?? .safe
            throw CommandError.usage(
                "--checks \(policy.checks.joined(separator: ",")) and the profile \(policy.profile.rawValue) contradict "
                    + "each other: give --profile \(needed.rawValue) or choose other checks"
            )
        }
    }

    /// The checks that a name stands for: an id, a short id, a prefix of ids, or a family.
    func matches(_ name: String) -> [CheckMetadata] {
        let short = name.hasPrefix("venti.") ? String(name.dropFirst(6)) : name
        return metadata.filter { check in
            check.id.rawValue == name || check.id.shortName == short || check.id.shortName.hasPrefix(short + ".")
                || check.category?.family == name.lowercased()
        }
    }

    /// The error for a name that fits no check.
    func unknown(_ name: String, flag: String? = nil) -> CommandError {
        let shown = Terminal.singleLine(String(name.prefix(60)))
        let place = flag.map { "\($0): " } ?? ""
        let hint = Suggestion.phrase(for: name, among: candidates)
        return .usage("\(place)no check \(shown)\(hint); venti checks lists them all")
    }

    private var candidates: [String] {
        var result: [String] = []
        for check in metadata {
            result += [check.id.shortName, check.id.rawValue]
            if let prefix = check.id.shortName.split(separator: ".").first { result.append(String(prefix)) }
            if let family = check.category?.family { result.append(family) }
        }
        return Array(Set(result)).sorted()
    }
}
