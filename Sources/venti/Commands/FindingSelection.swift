//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// The findings of a report that a person names.
///
/// A finding is named by its fingerprint, by its short form such as `VK-7f3a91c2`, or by the beginning of either.
enum FindingSelection {
    /// The named findings in the order in which they are named, or all where none is.
    ///
    /// - Throws: ``CommandError`` that lists what was meant, where a name fits no finding or several.
    static func findings(_ names: [String], in report: ScanReport) throws -> [Finding] {
        guard !names.isEmpty else { return report.findings }
        var found: [Finding] = []
        for name in names {
            let finding = try finding(name, in: report)
            if !found.contains(where: { $0.fingerprint == finding.fingerprint }) { found.append(finding) }
        }
        return found
    }

    private static func finding(_ name: String, in report: ScanReport) throws -> Finding {
        let digits = digits(of: name)
        let shown = Terminal.singleLine(String(name.prefix(60)))
        let matches =
            digits.isEmpty ? [] : report.findings.filter { self.digits(of: $0.fingerprint.rawValue).hasPrefix(digits) }
        if let only = matches.first, matches.count == 1 { return only }
        guard matches.isEmpty else {
            throw CommandError.usage("\(shown) is the beginning of several findings: \(list(matches))")
        }
        guard !report.findings.isEmpty else {
            throw CommandError.usage("no finding \(shown): the report holds no finding")
        }
        let ids = report.findings.map(\.fingerprint.shortForm)
        let hint = Suggestion.phrase(for: name, among: ids)
        throw CommandError.usage("no finding \(shown) in the report\(hint); there are \(list(report.findings))")
    }

    private static func list(_ findings: [Finding]) -> String {
        let ids = findings.prefix(6).map(\.fingerprint.shortForm).joined(separator: ", ")
        return findings.count > 6 ? "\(ids) and \(findings.count - 6) more" : ids
    }

    /// The hexadecimal digits of a name, without what stands before them.
    private static func digits(of name: String) -> String {
        let name = name.lowercased()
        for prefix in ["venti/v1:", "vk-"] where name.hasPrefix(prefix) { return String(name.dropFirst(prefix.count)) }
        return name
    }
}
