//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

extension Acceptance {
    /// Whether it covers the finding, whatever the day.
    func isFor(_ finding: Finding) -> Bool {
        names(finding.checkID, finding.category) && isAt(finding.location)
            && (parameter == nil || parameter == finding.location.insertionPoint?.name)
    }

    /// Whether it holds on the day; where the day is not known, nothing does.
    func isValid(on date: CalendarDate?) -> Bool { date.map(holds(on:)) ?? false }

    private func names(_ id: CheckID, _ category: OWASPCategory?) -> Bool {
        let rule = rule.lowercased()
        return [id.rawValue, id.shortName].contains { $0 == rule || $0.hasPrefix(rule + ".") }
            || category?.family == rule || category?.rawValue.lowercased() == rule
    }

    private func isAt(_ location: FindingLocation) -> Bool {
        guard let method = location.method, let path = location.path else { return match == location.operationName }
        let parts = match.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { return Glob.matches(match, path) }
        return Glob.matches(parts[0].uppercased(), method) && Glob.matches(String(parts[1]), path)
    }
}
