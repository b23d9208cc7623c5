//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import HostileTarget
import Testing

/// The page about the hostile target has the modes that there are.
struct HostileDocumentationTests {
    private static let page = "Documentation.docc/Development/Hostile-targets.md"
    private static let heading = "## The modes\n"

    /// The part of the page that lists the modes.
    private static var list: String {
        let sections = HostileMode.topics.map { topic in
            let rows = topic.modes.map { mode in
                let outcomes = mode.outcomes.map { "`\($0)`" }.joined(separator: " or ")
                return "| `\(mode.name)` | \(mode.summary) | \(outcomes) |\n"
            }
            return "\n### \(topic.title)\n\n| Mode | The server | Outcome |\n|---|---|---|\n" + rows.joined()
        }
        return sections.joined()
    }

    @Test func thePageListsEveryModeAsTheCodeHasIt() throws {
        var text = try PackageFiles.text(Self.page)
        let start = try #require(text.range(of: Self.heading)?.upperBound)
        if ProcessInfo.processInfo.environment["VENTIKIT_RECORD"] != nil {
            text = text[..<start] + Self.list
            try text.write(to: PackageFiles.root.appending(path: Self.page), atomically: true, encoding: .utf8)
        }
        // Whole texts make no message that anybody reads.
        let written = text[start...].split(separator: "\n")
        let wanted = Self.list.split(separator: "\n")
        for (line, expected) in zip(written, wanted) { #expect(line == expected) }
        #expect(written.count == wanted.count, "VENTIKIT_RECORD=1 swift test writes the list")
    }
}
