//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import Testing

@testable import VentiKit

/// How the facts get from a transport to whoever asks for them.
struct TLSFactsTests {
    /// A transport that has seen TLS once it has sent something.
    private final class InspectingTransport: TLSInspecting {
        private let facts = Mutex<TLSFacts?>(nil)

        var tlsFacts: TLSFacts? { facts.withLock { $0 } }

        func send(
            _ request: ProbeRequest,
            deadline: ContinuousClock.Instant,
            options: ProbeOptions
        ) async throws -> ProbeResponse {
            facts.withLock { $0 = TLSFacts(version: "TLSv1.2", verification: .verified) }
            return ProbeResponse(status: 200)
        }
    }

    @Test func aClientHasThoseOfItsTransport() async throws {
        let client = ProbeClient(target: try TargetURL("https://example.com"), transport: InspectingTransport())
        #expect(client.tlsFacts == nil)
        _ = try await client.send(.get(), purpose: .reach)
        #expect(client.tlsFacts?.version == "TLSv1.2")
    }

    @Test func theFirstFactsStay() {
        let record = TLSRecord()
        record.note(TLSFacts(verification: .refused))
        record.note(TLSFacts(verification: .verified))
        #expect(record.facts?.verification == .refused)
    }

    @Test func aPolicyWithoutTheOfferIsReadWithIt() throws {
        let old = try JSONCoding.decode(
            TLSPolicy.self,
            from: Array(#"{"verifiesCertificate":false}"#.utf8),
            subject: "The policy"
        )
        #expect(old == .acceptAny)
        #expect(old.offersHTTP2)
        var without = TLSPolicy.verify
        without.offersHTTP2 = false
        let bytes = try JSONCoding.encode(without)
        #expect(try JSONCoding.decode(TLSPolicy.self, from: bytes, subject: "The policy") == without)
    }
}
