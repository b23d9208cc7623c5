//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import Foundation
import VentiService

/// Removes what is old enough, which `serve` does by itself from time to time.
struct PruneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune",
        abstract: "Remove now what `serve` removes by itself from time to time.",
        discussion: """
            Give the same --keep- options as to `serve`. Scans, their reports, findings and the audit log stay in any case. \
            With --dry-run nothing changes: it prints what would go.
            """
    )

    @OptionGroup var platformOptions: PlatformOptions
    @OptionGroup var retentionOptions: RetentionOptions

    @Flag(name: .customLong("dry-run"), help: "Print what would go, and change nothing.")
    var isDryRun = false

    func run() async throws {
        var settings = PlatformSettings()
        try retentionOptions.apply(to: &settings)
        if isDryRun {
            let counts = try await platformOptions.readOnlyPlatform(settings).upkeep.preview()
            Self.line(counts, "would go")
            Terminal.line("nothing was changed")
        } else {
            let data = platformOptions.data
            try data.requireDatabase()
            Self.line(try await platformOptions.platform(settings).upkeep.prune(by: "platform:operator"), "removed")
        }
    }

    private static func line(_ counts: [Prunable: Int], _ words: String) {
        for kind in Prunable.allCases {
            let name = kind.rawValue.replacing("_", with: " ")
            Terminal.line(counts[kind].map { "\(name): \($0) \(words)" } ?? "\(name): all stay")
        }
    }
}
