//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import Testing

@testable import VentiServer
@testable import VentiService

@Suite(.timeLimit(.minutes(1))) struct ShareRouteTests {
    @Test func aLinkIsMadeOpenedWithoutAnAccountAndRevoked() async throws {
        let test = try await ServerUnderTest()
        let token = try await test.token(.analyst)
        let scan = try #require(try await test.matrixRecords()["scan"])
        try await test.test { client in
            let made = try await client.send(
                .post,
                "/api/v1/scans/\(scan)/shares",
                token: token,
                json: ["format": "html", "days": 3]
            )
            #expect(made.status == 201, "\(made.text)")
            #expect(Components.schemas["Share"]?.faults(in: made.json) == [])
            let path = try #require(made.json["path"]?.text)
            #expect(made.header("location") == path)

            let opened = try await client.send(.get, path)
            #expect(opened.status == 200 && opened.text.contains("</html>"))
            #expect(Self.isSandboxed(opened))
            #expect(opened.header("content-disposition")?.hasPrefix("inline") == true)
            #expect(opened.header("cache-control") == "no-store")
            #expect(opened.header("referrer-policy") == "no-referrer")
            #expect(opened.header("x-robots-tag") == "noindex, nofollow")
            // Nothing but the whole link as it is.
            let parts = try #require(path.split(separator: "?").last).split(separator: "&")
            for (index, part) in parts.enumerated() {
                var rest = parts
                rest.remove(at: index)
                let missing = try await client.send(.get, "/shared/\(scan)?\(rest.joined(separator: "&"))")
                #expect(missing.status == 400, "\(part)")
            }
            #expect(try await client.send(.get, path + "0").status == 400)
            #expect(try await client.send(.get, path.dropLast() + (path.hasSuffix("0") ? "1" : "0")).status == 404)

            let list = try await client.send(.get, "/api/v1/scans/\(scan)/shares", token: token)
            let id = try #require(made.json["id"]?.text)
            #expect(list.json["items"]?.items.contains { $0["id"]?.text == id && $0["used_at"] != nil } == true)
            #expect(try await client.send(.delete, "/api/v1/shares/\(id)", token: token).status == 204)
            let gone = try await client.send(.get, path)
            #expect(gone.status == 404 && gone.header("content-type") == "application/problem+json")
        }
        // The signature is in no line that the server has logged.
        #expect(!test.log.lines.contains { $0.contains("signature=") })
    }

    @Test func openingLinksIsLimitedByAddress() async throws {
        let test = try await ServerUnderTest(configuration: { $0.rates[.shared] = .init(5, in: 3_600) })
        let path = try #require(try await test.matrixRecords()["shared"])
        try await test.test { client in
            for _ in 0..<5 { #expect(try await client.send(.get, path).status == 200) }
            let refused = try await client.send(.get, path)
            #expect(refused.status == 429 && refused.header("retry-after") != nil)
            #expect(try await client.send(.get, "/api/v1/version").status == 200)
        }
    }

    /// Nothing runs, nothing is loaded, and the page's own style sheet is named by its digest.
    private static func isSandboxed(_ reply: Client.Reply) -> Bool {
        let policy = reply.header("content-security-policy") ?? ""
        return policy.hasPrefix("sandbox; default-src 'none'; ") && policy.contains("; style-src 'sha256-")
            && !policy.contains("unsafe") && !policy.contains("script-src")
    }
}
