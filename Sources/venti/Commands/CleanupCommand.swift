//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import VentiKit

/// `venti cleanup`: takes away what an interrupted scan has left at the target.
struct CleanupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cleanup",
        abstract: "Delete what interrupted scans have left at the target.",
        discussion: """
              venti cleanup openapi.yaml --url http://127.0.0.1:8080 \\
                  --identity alice=@alice.jwt --dry-run

            Reads every list of the API as every identity, and deletes what holds the marker of a scan.
            """
    )

    @OptionGroup(title: "Target") var target: TargetOptions
    @OptionGroup(title: "Identity") var identity: IdentityOptions
    @OptionGroup(title: "Limits") var limits: LimitOptions
    @OptionGroup(title: "Config") var config: ConfigOptions

    @Flag(help: "Say what would be deleted, and delete nothing.")
    var dryRun = false

    func run() async throws {
        let surroundings = Surroundings.current
        var scan = try ScanCommand.parse([])
        scan.target = target
        scan.identity = identity
        scan.limits = limits
        let settings = try ScanSettings(scan, try ScanConfig.load(config.config, surroundings), surroundings)
        try TargetGuard.check(settings.request.target, isOwned: target.ownsTarget, isQuiet: false)
        let outcome = try await ScanCleanup().run(settings.request, isDryRun: dryRun)
        let words = ProgressText(Terminal(.output, in: surroundings))
        func write(_ line: String) { StandardStream.output.write(words.shown(line) + "\n") }
        for line in outcome.removed { write((dryRun ? "would send " : "sent ") + line) }
        for line in outcome.left { write("left " + line) }
        write("\(outcome.removed.count) \(dryRun ? "to be removed" : "removed"), \(outcome.left.count) left")
    }
}
