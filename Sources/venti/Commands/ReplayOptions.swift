//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import VentiKit

/// What to replay, and where.
struct ReplayTargetOptions: ParsableArguments {
    @Argument(
        help: "A report of venti scan: json or jsonl.",
        completion: .file(extensions: ["json", "jsonl", "ndjson"])
    )
    var report: String

    @Argument(
        help: ArgumentHelp(
            "The findings. (default: all)",
            discussion: "A fingerprint, its short form such as VK-7f3a91c2, or the beginning of either.",
            valueName: "id"
        )
    )
    var ids: [String] = []

    @Option(
        help: ArgumentHelp(
            "The base URL of the API.",
            discussion: "Defaults to the one that was scanned.",
            valueName: "url"
        )
    )
    var url: String?

    @Option(
        help: ArgumentHelp(
            "The API's document.",
            discussion: """
                By it logins are recognised, accounts registered anew, and things taken away that a proof has made. \
                Defaults to the file that the report names, where it is there.
                """,
            valueName: "file"
        )
    )
    var spec: String?

    @Flag(name: .customLong("i-own-this"), help: "You may send to this public address.")
    var ownsTarget = false
}

/// How far a replay may go.
struct ReplayProfileOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "passive, safe, active or dangerous. (safe)",
            discussion: "Proofs that change something need active, those that delete something dangerous.",
            valueName: "profile"
        ),
        transform: ScanPolicy.Profile.named
    )
    var profile: ScanPolicy.Profile?
}

/// How the results are written.
struct ReplayOutputOptions: ParsableArguments {
    @Option(help: ArgumentHelp("table or json. (table)", valueName: "format"))
    var output: ReplayFormat = .table
}

/// The formats of a replay's results.
enum ReplayFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case table, json
}
