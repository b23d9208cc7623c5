//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import VentiKit

/// `venti export`: writes a finding's proof down for another tool.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a finding as curl script, .http file, HAR or Swift test.",
        discussion: """
              venti export findings.json VK-7f3a91c2
              venti export findings.json VK-7f3a91c2 --as swift --to Tests/BolaTests.swift
              venti export findings.json --as curl --to proofs/

            A curl script ends with 0 where the flaw is there, 1 where it is not, and
            2 where that cannot be told. Nothing is sent, and no form holds a credential.
            """
    )

    @Argument(
        help: "A report of venti scan: json or jsonl.",
        completion: .file(extensions: ["json", "jsonl", "ndjson"])
    )
    var report: String

    @Argument(help: ArgumentHelp("The findings; all with --to a folder.", valueName: "id"))
    var ids: [String] = []

    @Option(name: .customLong("as"), help: ArgumentHelp("curl, http, har or swift. (curl)", valueName: "form"))
    var form: ExportForm = .curl

    @Option(help: ArgumentHelp("A file, or a folder for several. (standard output)", valueName: "path"))
    var to: String?

    @Option(help: ArgumentHelp("The base URL of the API. (the scanned one)", valueName: "url"))
    var url: String?

    func run() throws {
        let surroundings = Surroundings.current
        let report = try SavedReport.read(report, surroundings)
        let findings = try FindingSelection.findings(ids, in: report)
        let target = try TargetURL.checked(url ?? report.target)
        let export = form.export(of: report)
        let path = to.map { LocalFile.absolute($0, in: surroundings.directory) }
        let isFolder = path.map { $0.hasSuffix("/") || LocalFile.isFolder($0) } ?? false
        guard findings.count == 1 || isFolder else {
            throw CommandError.usage(
                "\(findings.count) findings: name one (\(findings.prefix(3).map(\.fingerprint.shortForm).joined(separator: ", "))…), "
                    + "or give --to with a folder, such as --to proofs/"
            )
        }
        for finding in findings {
            let text: String
            do {
                text = try export.text(for: finding, target: target)
            } catch let error as ScanError where findings.count > 1 {
                StandardStream.error.write("venti: note: \(Terminal.singleLine(error.message))\n")
                continue
            }
            guard var path else {
                StandardStream.output.write(text)
                continue
            }
            if isFolder {
                path += (path.hasSuffix("/") ? "" : "/") + "\(finding.fingerprint.shortForm).\(export.fileExtension)"
            }
            let file = ReportFile(path: path, option: "--to")
            try file.prepare()
            try file.write(text)
        }
    }
}

/// The forms in which a finding is written down.
enum ExportForm: String, ExpressibleByArgument, CaseIterable, Sendable {
    case curl, http, har, swift

    func export(of report: ScanReport) -> any FindingExport {
        switch self {
        case .curl: CurlScriptExport()
        case .http: HTTPFileExport()
        case .har: HARExport(startedAt: report.startedAt)
        case .swift: SwiftTestExport()
        }
    }
}
