//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import Synchronization
import VentiKit

/// `venti replay`: carries out the saved proofs of a report again.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Send the proofs of a report again: which flaws are still there?",
        discussion: """
              venti replay findings.json
              venti replay findings.json VK-7f3a91c2 --url http://127.0.0.1:8080 \\
                  --identity alice=login:alice:secret --profile active

            Exit codes:
              0    every flaw is fixed
              1    at least one is still there
              2    wrong usage, configuration or report
              3    none is known to be there, and at least one cannot be told
              5    out of scope
              130  interrupted (143 by SIGTERM)
            """
    )

    @OptionGroup(title: "Target") var target: ReplayTargetOptions
    @OptionGroup(title: "Identities") var identity: IdentityOptions
    @OptionGroup(title: "What to run") var profile: ReplayProfileOptions
    @OptionGroup(title: "Limits") var limits: LimitOptions
    @OptionGroup(title: "Output") var output: ReplayOutputOptions
    @OptionGroup(title: "Config") var config: ConfigOptions

    func run() async throws {
        let surroundings = Surroundings.current
        let report = try SavedReport.read(target.report, surroundings)
        let request = try request(for: report, surroundings)
        try TargetGuard.check(request.target, isOwned: target.ownsTarget, isQuiet: false)
        let text = ReplayText(terminal: Terminal(.output, in: surroundings))
        let isTable = output.output == .table
        let results = Mutex<[ReplayResult]>([])
        let outcome = try await withInterruption { _ in
            StandardStream.error.write("\nventi: stopping; press Ctrl-C again to leave at once\n")
        } _: {
            do {
                try await FindingReplay().run(request) { result in
                    results.withLock { $0.append(result) }
                    if isTable { StandardStream.output.write(text.line(for: result) + "\n") }
                }
            } catch is CancellationError {
                // What was replayed until then counts.
            }
            return results.withLock { $0 }
        }
        let summary = ReplaySummary(outcome.value, of: request.findings.count)
        if isTable {
            StandardStream.output.write(summary.line + "\n")
        } else {
            StandardStream.output.write(try ReplayJSON(outcome.value, summary, target: request.target).text + "\n")
        }
        throw ArgumentParser.ExitCode((outcome.interruption?.status ?? summary.status).rawValue)
    }

    /// The findings that are named, with everything that their replay needs.
    private func request(for report: ScanReport, _ surroundings: Surroundings) throws -> ReplayRequest {
        let config = try ScanConfig.load(config.config, surroundings)
        var scan = try ScanCommand.parse([])
        scan.identity = identity
        scan.limits = limits
        scan.checks.profile = profile.profile
        var request = ReplayRequest(
            report,
            document: try document(of: report, surroundings),
            identities: try ScanSettings.identities(scan, config, surroundings),
            policy: try ScanSettings.policy(scan, config)
        )
        request.findings = try FindingSelection.findings(target.ids, in: report)
        request.target = try TargetURL.checked(target.url ?? report.target)
        return request
    }

    private func document(of report: ScanReport, _ surroundings: Surroundings) throws -> DocumentSource? {
        if let spec = target.spec {
            return try DocumentArgument.source(
                spec,
                in: surroundings,
                example: "venti replay findings.json --spec openapi.yaml"
            )
        }
        let name = report.api.documentName
        guard !name.isEmpty, !name.contains("://") else { return nil }
        let path = LocalFile.absolute(name, in: surroundings.directory)
        guard LocalFile.exists(path), !LocalFile.isFolder(path) else { return nil }
        return .file(path)
    }
}
