//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import venti

struct CompletionTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static func path(of shell: String) -> String? {
        ["/bin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"].map { "\($0)/\(shell)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    static let installedShells = ["bash", "zsh", "fish"].filter { path(of: $0) != nil }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `A script names every command`(_ shell: String) async throws {
        let outcome = try await VentiProcess(arguments: ["completion", shell], directory: folder.path).run()
        #expect(outcome.status == 0)
        for command in try CommandInfo.root.visibleSubcommands {
            #expect(outcome.output.contains(command.commandName), "\(command.commandName)")
        }
    }

    @Test(arguments: installedShells)
    func `The shell itself accepts its script`(_ shell: String) async throws {
        let outcome = try await VentiProcess(arguments: ["completion", shell], directory: folder.path).run()
        try folder.write(outcome.output, to: "script")
        let process = Process()
        process.executableURL = URL(filePath: try #require(Self.path(of: shell)))
        process.arguments = ["-n", folder.path("script")]
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(text)")
        #expect(text.isEmpty)
    }

    @Test(.enabled(if: installedShells.contains("bash")))
    func `Bash completes commands and options`() async throws {
        let outcome = try await VentiProcess(arguments: ["completion", "bash"], directory: folder.path).run()
        let trial = """
            COMP_WORDS=(venti scan --prof); COMP_CWORD=2; COMP_LINE="venti scan --prof"; COMP_POINT=17; COMP_TYPE=9
            _venti venti --prof scan; echo "${COMPREPLY[@]}"
            """
        try folder.write(outcome.output + "\n" + trial, to: "script")
        let process = Process()
        process.executableURL = URL(filePath: try #require(Self.path(of: "bash")))
        process.arguments = [folder.path("script")]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(text.contains("--profile"), "\(text)")
    }
}
