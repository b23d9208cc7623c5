//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import VentiKit
import VulnerableAPIs

/// `venti demo`: scans an API that is part of VentiKit.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Scan a deliberately vulnerable API that comes with VentiKit.",
        discussion: """
              venti demo
              venti demo --secure

            Starts a parcel carrier's API on a free port of this machine, scans it as
            two customers, and writes the reports to venti-report/. The vulnerable
            build ends with exit code 1, the secure one with 0.
            """
    )

    @Flag(help: "Scan the build in which every flaw is mended.")
    var secure = false

    @OptionGroup(title: "Output") var output: OutputOptions

    @Option(help: "The seed of all random choices.")
    var seed: UInt64 = 0

    func run() async throws {
        let surroundings = Surroundings.current
        let api = ParcelService(secure ? .secure : .vulnerable).api
        let outputs = try destinations(surroundings)
        let status = try await withServer(api) { port in
            var settings = ScanSettings(request: request(for: api, port: port), outputs: outputs)
            settings.failOn = .medium
            settings.isQuiet = output.quiet
            settings.progress = output.quiet ? .none : output.progress ?? .auto
            return try await ScanSession(settings, surroundings).run()
        }
        throw ArgumentParser.ExitCode(status.rawValue)
    }

    private func request(for api: VulnerableAPI, port: Int) -> ScanRequest {
        var policy = ScanPolicy()
        policy.seed = seed
        // Nobody else is served here, so there is nothing to be gentle to.
        policy.requestsPerSecond = nil
        policy.maximumRequests = 10_000
        return ScanRequest(
            document: .bytes(Array(api.document.utf8), name: "\(api.name).yaml"),
            target: "http://127.0.0.1:\(port)",
            identities: api.accounts.map { Identity($0.name, username: $0.username, password: $0.password) },
            policy: policy
        )
    }

    private func destinations(_ surroundings: Surroundings) throws -> [OutputDestination] {
        var outputs = try output.outputs.map { try OutputDestination(argument: $0, in: surroundings.directory) }
        if outputs.isEmpty {
            let folder = LocalFile.absolute("venti-report", in: surroundings.directory)
            outputs = [
                OutputDestination(.json, path: "\(folder)/findings.json"),
                OutputDestination(.sarif, path: "\(folder)/results.sarif"),
            ]
        }
        return try OutputDestination.completed(outputs, isQuiet: output.quiet)
    }
}
