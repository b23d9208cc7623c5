//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct HarmlessValuesTests {
    private func harmless(
        _ request: ProbeRequest,
        target: String = "http://api.test",
        change: (inout ScanScope) -> Void = { _ in }
    ) throws -> HarmlessValues {
        let target = try TargetURL(target)
        var scope = ScanScope(target: target)
        change(&scope)
        var wire = request
        wire.target = target.basePath + request.target
        return HarmlessValues(ProbeTemplate(wire), scope: scope, target: target)
    }

    @Test func valuesInTheBodyDecideNothing() throws {
        let request = ProbeRequest(method: "POST", target: "/", body: Array("{{value}}".utf8))
        #expect(try harmless(request) == .all)
        #expect(try harmless(request) { $0.excludedPaths = ["/admin"] } == .all)
    }

    @Test(arguments: ["Content-Length", "Content_Length", "content-length "])
    func aLengthOfItsOwnIsCheckedForEachValue(name: String) throws {
        let request = ProbeRequest(method: "POST", target: "/", headers: [name: "1"], body: Array("{{value}}".utf8))
        #expect(try harmless(request) == .none)
    }

    @Test func valuesInHeadersAreAllChecked() throws {
        #expect(try harmless(ProbeRequest(method: "GET", target: "/", headers: ["Host": "{{value}}"])) == .none)
    }

    @Test func plainValuesInAPathNeedNoCheckWhereThePathDecidesNothing() throws {
        let request = ProbeRequest(method: "GET", target: "/items/{{value}}")
        #expect(try harmless(request) == .plain)
        #expect(try harmless(request, target: "http://api.test/v1") == .plain)
        #expect(try harmless(request) { $0.excludedPaths = ["/items/42"] } == .none)
        #expect(try harmless(request) { $0.includedPaths = ["/items/*"] } == .none)
        #expect(try harmless(ProbeRequest(method: "GET", target: "/%{{value}}/")) == .none)
    }

    @Test func aScopeThatIsNarrowerThanTheTargetDecides() throws {
        let request = ProbeRequest(method: "GET", target: "/{{value}}")
        #expect(try harmless(request, target: "http://api.test/api") { $0.basePath = "/api/x" } == .none)
    }

    @Test func valuesInAQueryLeaveThePathAlone() throws {
        let request = ProbeRequest(method: "GET", target: "/items?q={{value}}")
        #expect(try harmless(request) { $0.excludedPaths = ["/admin"] } == .plain)
        // An accent makes one character of itself and what stands before it.
        let accented = ProbeRequest(method: "GET", target: "/x/{{value}}\u{301}?a=1")
        #expect(try harmless(accented) { $0.excludedPaths = ["/admin"] } == .none)
    }

    @Test(arguments: ["a", "Az09-_", "42"])
    func plainValues(value: String) {
        #expect(HarmlessValues.plain.contains(value))
    }

    @Test(arguments: [
        "", ".", "..", "a/b", "%2e", "a b", "a\r\n", "é", "a;b", "?", "#", String(repeating: "a", count: 201),
    ])
    func valuesThatMayDecide(value: String) {
        #expect(!HarmlessValues.plain.contains(value))
    }

    @Test func aSweepKeepsToAScopeThatIsNarrowerThanItsTarget() async throws {
        let target = try TargetURL("http://api.test/api")
        var options = ProbeClient.Options(scope: ScanScope(target: target))
        options.scope.basePath = "/api/x"
        let transport = RecordingTransport()
        let client = ProbeClient(target: target, transport: transport, options: options)
        let template = ProbeTemplate(ProbeRequest(method: "GET", target: "/{{value}}"))
        let values = ["x", "admin", "y"]
        let result = try await client.sweep(template, count: 3, value: { values[$0] }, purpose: .attack) { _ in true }
        #expect(transport.records.map(\.request.target) == ["/api/x"])
        #expect(result.failures == [.outOfScope: 2])
    }
}
