//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Testing

@testable import VentiServer
@testable import VentiService

@Suite(.timeLimit(.minutes(2))) struct RefusalTests {
    @Test func whatSomebodyTriedWhoMayNotIsWrittenDown() async throws {
        let test = try await ServerUnderTest()
        let (viewer, developer) = (try await test.token(.viewer), try await test.token(.developer))
        let (target, document) = try await test.target()
        try await test.test { client in
            let first = try await client.send(
                .post,
                "/api/v1/projects",
                token: viewer,
                json: ["name": "x"],
                headers: ["x-request-id": "tried-this-1"]
            )
            #expect(first.status == 403)
            // Let in by the document's permission, and refused by what the scan asks for.
            let second = try await client.send(
                .post,
                "/api/v1/scans",
                token: developer,
                json: [
                    "target_id": .string(target.id.rawValue), "document_id": .string(document.id.rawValue),
                    "profile": "active",
                ]
            )
            #expect(second.status == 403)
        }
        let refused = try await test.platform.audit.list(as: test.owner).items.filter { $0.outcome == .refused }
        #expect(refused.map(\.action) == ["createScan", "createProject"])
        #expect(refused.last?.request == "tried-this-1" && refused.first?.detail.contains("scan:active") == true)
    }

    @Test func whoBringsBadTokensIsSlowedDown() async throws {
        let test = try await ServerUnderTest(configuration: { $0.rates[.standard] = .init(3, in: 60) })
        try await test.test { client in
            var statuses: [Int] = []
            for number in 0..<5 {
                statuses.append(try await client.send(.get, "/api/v1/projects", token: "bad-\(number)").status)
            }
            #expect(statuses == [401, 401, 401, 429, 429])
        }
    }
}
