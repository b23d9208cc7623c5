//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// The entries under `accept:`: risks that are accepted, each with a reason and an end.
enum AcceptanceConfig {
    static func acceptances(_ value: ConfigValue) throws -> [Acceptance] { try value.elements().map(acceptance) }

    private static func acceptance(_ value: ConfigValue) throws -> Acceptance {
        let entries = try value.mapping(of: ConfigGrammar.acceptance)
        let rule = try entries.required("rule")
        let match = try entries.required("match")
        return Acceptance(
            rule: try self.rule(rule),
            match: try operations(match),
            parameter: try entries["parameter"].map(filled),
            until: try date(try entries.required("until")),
            reason: try filled(try entries.required("reason")),
            by: try entries["by"].map(filled),
            source: value.source
        )
    }

    private static func rule(_ value: ConfigValue) throws -> String {
        let name = try value.text()
        let selection = CheckSelection(.default)
        guard selection.matches(name).isEmpty else { return name }
        throw value.error(selection.unknown(name).message)
    }

    private static func operations(_ value: ConfigValue) throws -> String {
        let pattern = try value.text()
        guard pattern != FindingLocation.host.operationName else { return pattern }
        if let problem = OperationConfig.problem(withPattern: pattern) {
            throw value.error("\(problem), or (host) for what belongs to the host as a whole")
        }
        return pattern
    }

    private static func date(_ value: ConfigValue) throws -> CalendarDate {
        let text = try value.text()
        if let date = CalendarDate(text) { return date }
        throw value.error("\(text.prefix(40)) is not a day of the calendar; write it as in 2027-01-31")
    }

    private static func filled(_ value: ConfigValue) throws -> String {
        let text = try value.text()
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw value.error("there is nothing here; say what it is")
        }
        return text
    }
}
