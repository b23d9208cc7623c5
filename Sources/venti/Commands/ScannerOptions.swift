//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import VentiKit
import VentiKitZAP

/// Which scanners scan.
struct ScannerOptions: ParsableArguments {
    /// The scanners that there are.
    enum Choice: String, CaseIterable {
        case native, zap
    }

    /// What of an image of ZAP's is run.
    enum Program: String, ExpressibleByArgument, CaseIterable {
        case plan
        case apiScan = "zap-api-scan"
        case baseline = "zap-baseline"

        var program: ZAPProgram {
            switch self {
            case .plan: .plan
            case .apiScan: .apiScan
            case .baseline: .baseline
            }
        }
    }

    @Option(
        help: ArgumentHelp(
            "native, native,zap or zap.",
            discussion: """
                zap lets OWASP ZAP attack, too: a running one (--zap-url) or one in a container (--zap-image, with \
                --executor). What it reports beside native is compared with what VentiKit's own checks proved, or did not \
                find, at the same place; these run in this process then.
                """,
            valueName: "list"
        )
    )
    var scanner: String?

    @Option(
        help: ArgumentHelp(
            "The address of ZAP's API, such as http://127.0.0.1:8080.",
            valueName: "url",
            visibility: .hidden
        )
    )
    var zapURL: String?

    @Option(
        help: ArgumentHelp(
            "ZAP's API key: @file or env:VAR.",
            discussion: "A key on the command line can be read by other users of the machine.",
            valueName: "source",
            visibility: .hidden
        )
    )
    var zapKey: String?

    @Option(help: ArgumentHelp("An image with ZAP, to run in a container.", valueName: "ref", visibility: .hidden))
    var zapImage: String?

    @Option(
        help: ArgumentHelp(
            "What of the image: plan, zap-api-scan or zap-baseline.",
            discussion: "plan, a plan of ZAP's Automation Framework, where none is given.",
            valueName: "name",
            visibility: .hidden
        )
    )
    var zapProgram: Program?

    /// The scanners of a command.
    struct Chosen {
        /// Whether VentiKit's own scans.
        var hasNative = true
        /// The one that drives a running ZAP, or starts one in a container.
        var zap: (any APIScanner)?

        /// What scans, and where.
        func placed(_ native: NativeScanner, _ executor: any Executor) -> (any APIScanner, any Executor) {
            guard let zap else { return (native, executor) }
            guard hasNative else { return (zap, executor) }
            let placed: any APIScanner = zap is any ContainerizedScanner ? PlacedScanner(zap, on: executor) : zap
            return (CombinedScanner(native, with: [placed]), InProcessExecutor())
        }
    }

    /// The scanners that the options name.
    ///
    /// - Throws: ``CommandError`` if options contradict each other, or the key cannot be had.
    func chosen(_ execution: ExecutionOptions, _ surroundings: Surroundings) throws -> Chosen {
        let choices = try choices()
        guard choices.contains(.zap) else {
            let all = [("--zap-url", zapURL), ("--zap-key", zapKey), ("--zap-image", zapImage)]
            if let option = all.first(where: { $0.1 != nil })?.0 ?? zapProgram.map({ _ in "--zap-program" }) {
                throw CommandError.usage("\(option) is for ZAP; add --scanner native,zap")
            }
            return Chosen()
        }
        if (execution.shards ?? 1) > 1 {
            throw CommandError.usage("--scanner zap cannot be divided; leave --shards out")
        }
        let isContainer = execution.executor ?? .inProcess != .inProcess
        if isContainer { return Chosen(hasNative: choices.contains(.native), zap: try containerized(execution)) }
        if zapImage != nil {
            throw CommandError.usage("--zap-image: add --executor docker, the place in which the image runs")
        }
        guard choices.contains(.native) else {
            throw CommandError.usage("--scanner: native must be among them; its proofs decide what is confirmed")
        }
        guard let zapURL else {
            throw CommandError.usage("--scanner zap: give --zap-url, the address of ZAP's API, or --zap-image")
        }
        var configuration = ZAPScanner.Configuration(url: zapURL)
        configuration.apiKey = try zapKey.map { try key($0, surroundings) }
        return Chosen(zap: ZAPScanner(configuration))
    }

    private func choices() throws -> [Choice] {
        let names = (scanner ?? "native").split(separator: ",").map { $0.filter { $0 != " " } }
        return try names.map { name in
            guard let choice = Choice(rawValue: name) else {
                let known = Choice.allCases.map(\.rawValue)
                throw CommandError.usage(
                    "--scanner: no scanner \(Terminal.singleLine(name))\(Suggestion.phrase(for: name, among: known)); "
                        + "there are \(known.joined(separator: ", "))"
                )
            }
            return choice
        }
    }

    private func containerized(_ execution: ExecutionOptions) throws -> ZAPContainerScanner {
        guard let zapImage else {
            throw CommandError.usage(
                "--scanner zap: a running ZAP is driven from this process; leave --executor out, or give --zap-image, the "
                    + "image to start"
            )
        }
        if let option = zapURL.map({ _ in "--zap-url" }) ?? zapKey.map({ _ in "--zap-key" }) {
            throw CommandError.usage("\(option) is for a running ZAP; leave it out beside --zap-image")
        }
        if execution.image != nil {
            throw CommandError.usage("--image is for VentiKit's own scanner; --zap-image names ZAP's")
        }
        return ZAPContainerScanner(image: zapImage, program: (zapProgram ?? .plan).program)
    }

    private func key(_ text: String, _ surroundings: Surroundings) throws -> Secret {
        let source = SecretSource(text)
        if case .literal = source {
            throw CommandError.usage("--zap-key: give @file or env:VAR; others can see a command line")
        }
        do {
            return Secret(try source.value(in: surroundings))
        } catch {
            throw CommandError.usage("--zap-key: \(error.reason)")
        }
    }
}
