//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import VulnerableAPIs

/// `venti serve-target`: an API to practise on, until it is interrupted.
struct ServeTargetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve-target",
        abstract: "Serve a deliberately vulnerable API on this machine, to practise on.",
        discussion: """
              venti serve-target
              venti serve-target --secure --port 8081

            Writes the API's document, serves the API on 127.0.0.1, and prints the
            command that scans it. Ctrl-C ends it.
            """
    )

    @Flag(help: "Serve the build in which every flaw is mended.")
    var secure = false

    @Option(help: "The port on 127.0.0.1; 0 for a free one.")
    var port = 8080

    @Option(help: ArgumentHelp("Where to write the API's document.", valueName: "path"))
    var document = "openapi.yaml"

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port \(port): give 0 to 65535") }
    }

    func run() async throws {
        let surroundings = Surroundings.current
        let api = ParcelService(secure ? .secure : .vulnerable).api
        try writeDocument(api.document, surroundings)
        let port = port
        let announce: @Sendable (Int) -> Void = { StandardStream.output.write(announcement(of: api, port: $0)) }
        let result = try await withInterruption {
            do {
                try await withServer(api, port: port) { bound in
                    announce(bound)
                    // Cancelled by the signal.
                    while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
                }
            } catch {
                // A server that is cancelled has done its work.
                if Task.isCancelled { return }
                throw CommandError.usage("--port \(port): cannot be used; another program may have it, or give 0")
            }
        }
        if let interruption = result.interruption { throw ArgumentParser.ExitCode(interruption.status.rawValue) }
    }

    /// What is there already stays, unless it is this very document.
    private func writeDocument(_ text: String, _ surroundings: Surroundings) throws {
        let path = LocalFile.absolute(document, in: surroundings.directory)
        if LocalFile.exists(path) {
            guard (try? LocalFile.text(at: path)) == text else {
                throw CommandError.usage("\(document): is another file; name a new one with --document")
            }
            return
        }
        try ReportFile(path: path, option: "--document").write(text)
    }

    private func announcement(of api: VulnerableAPI, port: Int) -> String {
        let identities = api.accounts.map { "--identity \($0.name)=login:\($0.username):\($0.password)" }
        return """
            \(api.name) at http://127.0.0.1:\(port), described by \(document). Ctrl-C ends it.
            Scan it from another terminal:

              venti scan \(document) --url http://127.0.0.1:\(port) \\
                  \(identities.joined(separator: " \\\n      "))


            """
    }
}
