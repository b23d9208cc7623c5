//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import VentiKit

/// `venti lint`: runs the checks that need nothing but the document.
struct LintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Check an OpenAPI document alone. Sends nothing.",
        discussion: """
              venti lint openapi.yaml
              venti lint openapi.yaml --fail-on medium --output sarif=lint.sarif
              cat openapi.json | venti lint -
            """
    )

    @OptionGroup(title: "Document") var document: LintDocumentOptions
    @OptionGroup(title: "What") var checks: CheckNameOptions
    @OptionGroup(title: "Output") var output: ReportOptions
    @OptionGroup(title: "Gate") var gate: LintGateOptions
    @OptionGroup(title: "Config") var config: ConfigOptions

    func run() throws {
        let surroundings = Surroundings.current
        let config = try ScanConfig.load(config.config, surroundings)
        let source = try DocumentArgument.source(
            document.spec ?? config.specification,
            isFromConfig: document.spec == nil,
            in: surroundings,
            example: "venti lint openapi.yaml"
        )
        let audit = try audit(config)
        var outputs = try output.outputs.map { try OutputDestination(argument: $0, in: surroundings.directory) }
        outputs = try OutputDestination.completed(outputs, isQuiet: output.quiet)
        let folder = surroundings.directory
        let writer = ReportWriter(
            destinations: outputs.filter { $0.format != .table },
            terminal: Terminal(.output, in: surroundings),
            folder: folder
        )
        for case let path? in outputs.map(\.path) { try ReportFile(path: path).prepare() }
        let description = try DocumentArgument.description(of: source, command: "lint")
        guard !description.operations.isEmpty else {
            let reason = description.diagnostics.first.map { " (\($0))" } ?? ""
            throw CommandError.usage(
                "\(description.documentName): the document describes no operation, so there is nothing to check\(reason)"
            )
        }
        let report = try audit.report(on: description)
        let text = LintText(report: report, terminal: Terminal(.output, in: surroundings))
        _ = try writer.write(report)
        for table in outputs where table.format == .table {
            if let path = table.path {
                let plain = LintText(report: report, terminal: Terminal(isInteractive: false))
                try ReportFile(path: path).write(plain.text)
            } else {
                StandardStream.output.write(text.text)
            }
        }
        throw ArgumentParser.ExitCode(conclude(report, config, outputs, surroundings).rawValue)
    }

    private func audit(_ config: ScanConfig) throws -> DocumentAudit {
        var command = try ScanCommand.parse([])
        command.checks.names = checks
        var policy = try ScanSettings.policy(command, config)
        // What is chosen for scans may leave no check of documents; here all of them count.
        if checks.checks.isEmpty { policy.checks = [] }
        policy.profile = .dangerous
        try CheckSelection(.default).check(policy)
        let audit = DocumentAudit(policy: policy)
        guard try !audit.selectedChecks().isEmpty else {
            throw CommandError.usage(
                "--checks and --skip leave no check that reads the document alone; venti checks lint lists them"
            )
        }
        return audit
    }

    /// Prints the line of the gate, and judges.
    private func conclude(
        _ report: ScanReport,
        _ config: ScanConfig,
        _ outputs: [OutputDestination],
        _ surroundings: Surroundings
    ) -> ExitStatus {
        let threshold = (gate.failOn ?? config.failOn ?? .high).severity
        let failing = threshold.map { severity in report.findings.count { $0.severity >= severity } } ?? 0
        let status: ExitStatus = failing == 0 ? .success : .gateFailed
        let name = threshold?.rawValue ?? ""
        let verdict =
            if let threshold, failing > 0 {
                "FAILED: \(failing.counted("finding")) ≥ \(threshold.rawValue)"
            } else {
                threshold == nil ? "PASSED: findings do not fail" : "PASSED: no finding ≥ \(name)"
            }
        let isForPeople = output.quiet || outputs.contains { $0.format == .table && $0.path == nil }
        let stream: StandardStream = isForPeople ? .output : .error
        let terminal = Terminal(stream, in: surroundings)
        let line = "\(output.quiet ? "" : "  Gate      ")\(verdict)  exit \(status.rawValue)"
        stream.write(ProgressText(terminal).shown(line) + "\n")
        return status
    }
}

/// The document to check.
struct LintDocumentOptions: ParsableArguments {
    @Argument(
        help: "The API's document: a file, or - for standard input.",
        completion: .file(extensions: ["yaml", "yml", "json"])
    )
    var spec: String?
}

/// When a document fails.
struct LintGateOptions: ParsableArguments {
    @Option(help: "The severity that fails. [high]")
    var failOn: FailOn?
}
