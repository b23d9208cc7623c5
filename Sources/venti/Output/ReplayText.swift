//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// The results of a replay as people read them: a line for each finding.
struct ReplayText: Sendable {
    let terminal: Terminal

    /// The line of a result, such as `FIXED        VK-7f3a91c2  GET /x  sqli.boolean  …`.
    func line(for result: ReplayResult) -> String {
        let finding = result.finding
        let (word, detail) = words(result.outcome)
        let id = finding.checkID.rawValue
        let check = id.hasPrefix("venti.") ? String(id.dropFirst("venti.".count)) : id
        let parts = [
            ProgressText.padded(word, 11), finding.fingerprint.shortForm, finding.location.operationName, check, detail,
        ]
        let line = parts.filter { !$0.isEmpty }.joined(separator: "  ")
        return ProgressText(terminal).shown(Terminal.singleLine(line))
    }

    private func words(_ outcome: ReplayOutcome) -> (word: String, detail: String) {
        switch outcome {
        case .stillThere: ("STILL THERE", "")
        case .fixed(let difference): ("FIXED", "\(difference.expected)? \(difference.observed)")
        case .cannotTell(let reason, let mend): ("CANNOT TELL", reason + (mend.map { "; \(Self.words($0))" } ?? ""))
        }
    }

    /// What to give, as an option of the command.
    static func words(_ mend: ReplayMend) -> String {
        switch mend {
        case .profile(let profile): "give --profile \(profile.rawValue)"
        case .identity(let name): "give --identity \(name)=…"
        case .document: "give --spec with the API's document"
        }
    }
}

/// What a replay says in all.
struct ReplaySummary: Sendable, Hashable {
    private(set) var stillThere = 0
    private(set) var fixed = 0
    private(set) var unknown = 0
    /// The findings that were to be replayed.
    let total: Int

    init(_ results: [ReplayResult], of total: Int) {
        self.total = total
        for result in results {
            switch result.outcome {
            case .stillThere: stillThere += 1
            case .fixed: fixed += 1
            case .cannotTell: unknown += 1
            }
        }
    }

    var line: String {
        let replayed = stillThere + fixed + unknown
        let rest = replayed < total ? ", \(total - replayed) not replayed" : ""
        return "\(stillThere) still there, \(fixed) fixed, \(unknown) cannot be told\(rest)  exit \(status.rawValue)"
    }

    var status: ExitStatus {
        if stillThere > 0 { return .gateFailed }
        return fixed == total ? .success : .incomplete
    }
}
