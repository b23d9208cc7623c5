//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct SecurityLintTests {
    private let security = MissingSecurityLint()

    @Test func findsOpenOperationsThatChangeOrShowMuch() throws {
        let password = APISchema.Property(name: "password", schema: APISchema(.string))
        let operations = [
            APIOperation(method: "DELETE", path: "/items/{id}").at(line: 12),
            APIOperation(method: "GET", path: "/admin/stats").at(line: 20),
            APIOperation(method: "GET", path: "/people", responses: ["200": .json([password])]).at(line: 30),
        ]
        let findings = security.audit(.fixture(operations))
        #expect(findings.map(\.location.operationName) == operations.map(\.id))
        #expect(findings.map { $0.location.source?.line } == [12, 20, 30])
        #expect(findings.allSatisfy { $0.severity == .low })
    }

    @Test func anExplicitChoiceIsInformation() {
        var operation = APIOperation(method: "POST", path: "/items")
        operation.declaresSecurity = true
        #expect(security.audit(.fixture([operation])).map(\.severity) == [.info])
    }

    @Test func isSilentOnSecuredAndPublicOperations() {
        let operations = [
            APIOperation(method: "DELETE", path: "/items/{id}").secured,
            APIOperation(method: "GET", path: "/items"),
            APIOperation(method: "POST", path: "/users/login"),
            APIOperation(method: "POST", path: "/auth/password-reset", operationID: "forgotPassword"),
        ]
        #expect(security.audit(.fixture(operations)).isEmpty)
        #expect(security.audit(.fixture([])).isEmpty)
    }

    @Test func aDocumentWithoutSchemesIsOneFinding() {
        let operations = [APIOperation(method: "POST", path: "/a"), APIOperation(method: "POST", path: "/b")]
        #expect(security.audit(.fixture(operations, schemes: [:])).map(\.evidenceClass) == ["document"])
    }

    @Test(arguments: [
        ("http://api.example.com/v1", true), ("HTTP://10.0.0.8:8080", true), ("http://user@api.example.com", true),
        ("https://api.example.com", false), ("http://localhost:8080", false), ("http://127.0.0.1/v1", false),
        ("http://[::1]:80/", false), ("http://{host}/v1", false), ("/v1", false), ("{scheme}://a", false),
    ])
    func findsServersWithoutTLS(server: String, isFlawed: Bool) {
        let findings = PlaintextServerLint().audit(.fixture([], servers: ["https://ok.example", server]))
        #expect(findings.count == (isFlawed ? 1 : 0))
    }

    @Test(arguments: [
        ("password", APIParameter.Location.query, true), ("new_password", .path, true), ("clientSecret", .query, true),
        ("password", .header, false), ("q", .query, false), ("resetPassword", .query, false), ("hash", .query, false),
        ("passwordPolicy", .query, false),
    ])
    func findsPasswordsInURLs(name: String, location: APIParameter.Location, isFlawed: Bool) {
        let parameter = APIParameter(name: name, location: location, schema: APISchema(.string))
        let operation = APIOperation(method: "GET", path: "/login", parameters: [parameter]).at(line: 7)
        let findings = PasswordInURLLint().audit(.fixture([operation]))
        #expect(findings.map(\.severity) == (isFlawed ? [.medium] : []))
        #expect(findings.allSatisfy { $0.location.insertionPoint == parameter.insertionPoint })
        #expect(findings.allSatisfy { $0.location.source?.line == 7 })
    }

    @Test func findsPasswordsInURLsByTheirFormat() {
        var schema = APISchema(.string)
        schema.format = "password"
        let parameter = APIParameter(name: "k", location: .query, schema: .reference("#/k"))
        let operation = APIOperation(method: "GET", path: "/login", parameters: [parameter])
        #expect(PasswordInURLLint().audit(.fixture([operation], schemas: ["#/k": schema])).count == 1)
    }
}
