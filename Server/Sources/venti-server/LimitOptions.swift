//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import VentiServer
import VentiService

/// The options of how much clients may ask for, and whom the server asks.
struct LimitOptions: ParsableArguments {
    @Option(
        name: .customLong("rate"),
        help: ArgumentHelp(
            "How often one client may call: default=1200/60, login=30/60, scans=120/3600 or shared=60/60.",
            discussion: "So many requests in so many seconds; without seconds, in those of the default. Repeatable.",
            valueName: "class=requests[/seconds]"
        )
    )
    var rates: [String] = []

    @Option(
        name: .customLong("dns-server"),
        help: """
            A name server's address, perhaps with a port, that is asked for the TXT records of targets; the system's unless \
            said otherwise. Repeatable.
            """
    )
    var nameServers: [String] = []

    func apply(to settings: inout PlatformSettings) throws {
        settings.nameServers = try nameServers.map { text in
            guard let server = NameServer(text) else {
                throw ValidationError(
                    "--dns-server takes an address such as 192.0.2.1 or 192.0.2.1:5353, not '\(text)'"
                )
            }
            return server
        }
    }

    func apply(to configuration: inout ServerConfiguration) throws {
        for text in rates {
            let parts = text.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let name = Endpoint.RateClass(rawValue: String(parts[0])),
                let known = configuration.rates[name]
            else { throw Self.refusal(text) }
            let numbers = parts[1].split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
            guard (1...2).contains(numbers.count), let requests = numbers[0], (1...1_000_000_000).contains(requests),
                let seconds = numbers.count == 2 ? numbers[1] : known.seconds, (1...86_400).contains(seconds)
            else { throw Self.refusal(text) }
            configuration.rates[name] = ServerConfiguration.Rate(requests, in: seconds)
        }
    }

    private static func refusal(_ text: String) -> ValidationError {
        let names = Endpoint.RateClass.allCases.map(\.rawValue).joined(separator: ", ")
        return ValidationError("--rate takes class=requests/seconds with a class of \(names), not '\(text)'")
    }
}
