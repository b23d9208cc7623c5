//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HostileTarget
import Testing
import VentiKit

/// A probe for every mode of the hostile target, and what is recorded of it.
@Suite(.timeLimit(.minutes(3)))
struct HostileModeTests {
    @Test(arguments: HostileMode.all.filter { $0.door != .http2 })
    func recordsWhatCame(of mode: HostileMode) async throws {
        let outcome = try await withHostileServer([mode]) { try await $0.outcome(of: mode) }
        #expect(mode.outcomes.contains(outcome.description), "\(outcome)")
    }

    @Test(arguments: HostileMode.all.filter { $0.door == .http2 })
    func recordsWhatCameOverHTTP2(of mode: HostileMode) async throws {
        let outcome = try await withHostileServer([mode]) { try await $0.outcome(of: mode) }
        #expect(mode.outcomes.contains(outcome.description), "\(outcome)")
    }

    @Test func answersEveryMeansNoHarmRequest() async throws {
        try await withHostileServer([]) { server in
            try await withNetworkTransport(to: TargetURL(server.origin)) { transport in
                let response = try await transport.send(.get("/healthy"))
                #expect(response.bodyText == "{\"status\": \"ok\"}")
            }
        }
    }

    @Test func modesHaveNamesOfTheirOwnAndOutcomes() throws {
        let names = HostileMode.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.count >= 40)
        for mode in HostileMode.all {
            #expect(mode.name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" || $0 == "." }, "\(mode)")
            #expect(!mode.outcomes.isEmpty && !mode.summary.isEmpty, "\(mode)")
            #expect(HostileMode(name: mode.name)?.path == mode.path)
        }
        #expect(HostileMode(name: "no-such-mode") == nil)
    }
}
