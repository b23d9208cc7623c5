//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Synchronization
import Testing
import VentiKit

@testable import VentiService

/// Targets that show their token in the domain name system.
@Suite(.timeLimit(.minutes(1))) struct RecordVerificationTests {
    /// Every name is this machine, where nothing listens at port 1.
    private struct Here: HostResolver {
        func addresses(of host: String) async throws -> [NetworkAddress] {
            NetworkAddress("127.0.0.1").map { [$0] } ?? []
        }
    }

    private final class Zone: Sendable {
        private let texts = Mutex<[String]>([])
        private let asked = Mutex<[DNSName]>([])

        var names: [DNSName] { asked.withLock { $0 } }
        func set(_ texts: [String]) { self.texts.withLock { $0 = texts } }

        func answer(_ question: [UInt8]) -> [[UInt8]] {
            if let name = (try? DNSMessage(question))?.question { asked.withLock { $0.append(name) } }
            return [
                ScriptedNameServer.answer(to: question, records: texts.withLock { $0 }.map(ScriptedNameServer.text))
            ]
        }
    }

    private func target(_ url: String, _ test: PlatformUnderTest) async throws -> Target {
        let project = try await test.platform.projects.create(name: "Shop", as: test.owner).value
        return try await test.platform.targets.create(.init(name: "S", url: url), in: project.id, as: test.owner).value
    }

    @Test func aTextRecordOfTheHostVerifiesATarget() async throws {
        let zone = Zone()
        try await ScriptedNameServer.serve(zone.answer) { server, _ in
            let test = try await PlatformUnderTest(resolver: Here()) { $0.nameServers = [server] }
            let target = try await target("http://shop.test:1/api", test)
            zone.set(["v=spf1 -all", "\(target.verificationToken)x"])
            await #expect(throws: ServiceError.self) {
                try await test.platform.targets.verify(target.id, as: test.owner)
            }
            zone.set(["v=spf1 -all", target.verificationToken])
            let verified = try await test.platform.targets.verify(target.id, as: test.owner)
            #expect(verified.verifiedAt != nil)
            #expect(zone.names.allSatisfy { $0 == DNSName("_venti-verification.shop.test") } && !zone.names.isEmpty)
            let log = try await test.platform.audit.list(as: test.owner)
            #expect(log.items.contains { $0.action == "target.verify" && $0.detail.hasSuffix("by record") })
        }
    }

    @Test func theRefusalNamesAllPlaces() async throws {
        let zone = Zone()
        try await ScriptedNameServer.serve(zone.answer) { server, _ in
            let test = try await PlatformUnderTest(resolver: Here()) { $0.nameServers = [server] }
            let named = try await target("http://shop.test:1", test)
            let refusal = await #expect(throws: ServiceError.self) {
                try await test.platform.targets.verify(named.id, as: test.owner)
            }
            #expect(refusal?.code == .targetNotVerified)
            #expect(
                refusal?.message == """
                    Show \(named.verificationToken) at /.well-known/venti-verification.txt, in the header \
                    venti-verification of the base URL, or as a TXT record of _venti-verification.shop.test.
                    """
            )
            // An address has no name, so nobody is asked.
            let asked = zone.names.count
            let bare = try await target("http://127.0.0.1:1", test)
            await #expect(throws: ServiceError.self) { try await test.platform.targets.verify(bare.id, as: test.owner) }
            #expect(zone.names.count == asked)
            #expect(TargetVerification.recordName(of: "http://[::1]:8080") == nil)
            #expect(TargetVerification.recordName(of: "https://Shop.Example") == "_venti-verification.shop.example")
        }
    }

    @Test func aNameServerThatIsSilentVerifiesNothing() async throws {
        struct Nobody: TextResolver {
            func texts(of name: String) async throws -> [String] { throw ServiceError(.unavailable, "nobody") }
        }
        let test = try await PlatformUnderTest(resolver: Here(), records: Nobody())
        let target = try await target("http://shop.test:1", test)
        let refusal = await #expect(throws: ServiceError.self) {
            try await test.platform.targets.verify(target.id, as: test.owner)
        }
        #expect(refusal?.code == .targetNotVerified)
    }
}
