//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import VentiKit

/// `venti scan`: scans a running API that an OpenAPI document describes.
struct ScanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Scan a running API described by an OpenAPI document.",
        discussion: """
              venti scan openapi.yaml --url http://127.0.0.1:8080
              venti scan openapi.yaml --url http://127.0.0.1:8080 \\
                  --identity alice=@alice.jwt --identity bob=login:bob:secret
              venti scan --config ci.yaml --output sarif=results.sarif
            """
    )

    @OptionGroup(title: "Target") var target: TargetOptions
    @OptionGroup(title: "Identity") var identity: IdentityOptions
    @OptionGroup(title: "What") var checks: CheckOptions
    @OptionGroup(title: "Limits") var limits: LimitOptions
    @OptionGroup(title: "Place") var execution: ExecutionOptions
    @OptionGroup(title: "What") var scanners: ScannerOptions
    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Gate") var gate: GateOptions
    @OptionGroup(title: "Config") var configuration: ConfigOptions
    @OptionGroup(title: "Compatible", visibility: .hidden) var compatibility: CompatibilityOptions

    func run() async throws {
        let surroundings = Surroundings.current
        let config = try ScanConfig.load(configuration.config, surroundings)
        var command = self
        try compatibility.apply(to: &command, config)
        var settings = try ScanSettings(command, config, surroundings)
        settings.executor = try execution.place()
        settings.scanners = try scanners.chosen(execution, surroundings)
        try TargetGuard.check(settings.request.target, isOwned: target.ownsTarget, isQuiet: settings.isQuiet)
        let status = try await ScanSession(settings, surroundings).run()
        throw ArgumentParser.ExitCode(status.rawValue)
    }
}
