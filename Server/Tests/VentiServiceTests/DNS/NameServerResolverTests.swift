//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit

@testable import VentiService

@Suite(.timeLimit(.minutes(1))) struct NameServerResolverTests {
    private func resolver(_ servers: NameServer..., patience: Duration = .seconds(2)) -> NameServerResolver {
        var resolver = NameServerResolver(servers)
        resolver.patience = patience
        return resolver
    }

    @Test func whatIsNoAnswerIsPassedOver() async throws {
        try await ScriptedNameServer.serve { question in
            var otherNumber = ScriptedNameServer.answer(to: question, records: [ScriptedNameServer.text("forged")])
            otherNumber[0] ^= 0xff
            let otherName = ScriptedNameServer.answer(
                to: question,
                name: DNSName("elsewhere.test"),
                records: [ScriptedNameServer.text("forged")]
            )
            let real = ScriptedNameServer.answer(to: question, records: [ScriptedNameServer.text("real")])
            return [[], [1, 2, 3], otherNumber, otherName, question, real]
        } _: { server, _ in
            let found = try await resolver(server, patience: .seconds(10)).texts(of: "shop.test")
            #expect(found == ["real"])
        }
    }

    @Test func aServerThatIsSilentOrFailsIsFollowedByTheNext() async throws {
        try await ScriptedNameServer.serve { question in
            [ScriptedNameServer.answer(to: question, records: [ScriptedNameServer.text("here")])]
        } _: { server, silent in
            let found = try await resolver(silent, server).texts(of: "shop.test")
            #expect(found == ["here"])
        }
        try await ScriptedNameServer.serve { question in
            [ScriptedNameServer.answer(to: question, flags: 0x8182)]
        } _: { failing, silent in
            await #expect(throws: ServiceError.self) { try await resolver(failing, silent).texts(of: "shop.test") }
        }
    }

    @Test func aNameThatIsNotThereHasNoTexts() async throws {
        try await ScriptedNameServer.serve { question in
            [ScriptedNameServer.answer(to: question, flags: 0x8183)]
        } _: { server, _ in
            let found = try await resolver(server, patience: .seconds(10)).texts(of: "shop.test")
            #expect(found == [])
            let none = try await resolver(server, patience: .seconds(10)).texts(of: "no name")
            #expect(none == [])
        }
        #expect(NameServer.system("/nowhere").isEmpty)
    }

    @Test func serversAreReadAsPeopleWriteThem() throws {
        func text(_ text: String) -> String? { NameServer(text).map { "\($0.address) \($0.port)" } }
        #expect(text("192.0.2.1") == "192.0.2.1 53")
        #expect(text("192.0.2.1:5353") == "192.0.2.1 5353")
        #expect(text("2001:db8::1") == "2001:db8::1 53")
        #expect(text("[2001:db8::1]:5353") == "2001:db8::1 5353")
        for wrong in ["", "dns.example", "192.0.2.1:0", "192.0.2.1:x", "[::1]", "192.0.2.1:70000"] {
            #expect(text(wrong) == nil, "\(wrong)")
        }
        let path = FileManager.default.temporaryDirectory.appending(path: "resolv-\(UUID().uuidString)").path
        let lines = "# ours\nsearch example.org\nnameserver 192.0.2.1\n nameserver\tfe80::1%eth0\nnameserver x\n"
        try Data(lines.utf8).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(NameServer.system(path).map(\.address.description) == ["192.0.2.1", "fe80::1"])
    }

    /// A real name server, Debian's dnsmasq: short answers, long ones that need TCP, aliases, and names that are not there.
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: DNSMasq.path), "needs dnsmasq"))
    func aRealNameServerIsUnderstood() async throws {
        let long = (0..<12).map { "part \($0) " + String(repeating: "x", count: 180) }
        let records = long.map { "--txt-record=long.test,\($0)" }
        try await DNSMasq.serve(
            [
                "--txt-record=_venti-verification.shop.test,venti-0123",
                "--cname=alias.test,_venti-verification.shop.test",
            ]
                + records
        ) { server in
            let resolver = resolver(server, patience: .seconds(5))
            func texts(_ name: String) async throws -> [String] { try await resolver.texts(of: name) }
            let own = try await texts("_venti-verification.shop.test")
            let spelled = try await texts("_VENTI-verification.Shop.test.")
            let other = try await texts("alias.test")
            #expect(own == ["venti-0123"] && spelled == own && other == own)
            let parts = try await texts("long.test")
            #expect(Set(parts) == Set(long) && parts.count == long.count)
            let none = try await texts("nothing.test")
            #expect(none == [])
        }
    }
}
