//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit
import VulnerableAPIs

/// Who could do what, as a scan of a service with roles reports it.
struct AccessMatrixTests {
    private func scan(_ change: (inout ScanPolicy) -> Void = { _ in }) async throws -> ScanReport {
        try await InProcessScan.run(DemoService.adminPanel.make(.fixed), checks: ["lint.no-security"], change: change)
    }

    @Test func identitiesStandByOperationsWithNobodyFirst() async throws {
        let matrix = try await scan().accessMatrix
        #expect(matrix.identities.map(\.name) == ["anonymous", "root", "eve", "ivan"])
        #expect(matrix.identities.map(\.role) == [nil, "admin", "user", "user"])
        #expect(matrix.operations.allSatisfy { $0.cells.map(\.identity) == matrix.identities.map(\.name) })
        #expect(matrix.outcome(of: "GET /api/articles", for: "anonymous") == .allowed)
        #expect(matrix.outcome(of: "GET /api/settings", for: "anonymous") == .denied)
        #expect(matrix.outcome(of: "GET /api/settings", for: "root") == .allowed)
        #expect(matrix.outcome(of: "GET /api/settings", for: "eve") == .denied)
        #expect(matrix.outcome(of: "PUT /api/settings", for: "root") == .notTried)
    }

    @Test func theTextReportShowsWhereIdentitiesDiffer() async throws {
        let lines = TextReport().text(for: try await scan()).split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("  Access    anonymous  root  eve   ivan") })
        #expect(lines.contains { $0.contains("no         yes   no    no    GET /api/settings") })
        #expect(!lines.contains { $0.hasSuffix("no    GET /api/articles") })
    }

    @Test func aRefusalThatThePolicyDoesNotWantIsANote() async throws {
        let report = try await scan {
            $0.accessRules = [
                AccessRule("GET /api/settings", roles: ["admin", "user"]), AccessRule("GET /nowhere", roles: ["admin"]),
            ]
        }
        let messages = report.diagnostics.map(\.message)
        #expect(
            messages.contains(
                "GET /api/settings is denied to eve (role user), status 403, though the access policy allows it."
            )
        )
        #expect(!messages.contains { $0.contains("denied to root") })
        #expect(messages.contains("The access rule for GET /nowhere fits no operation."))
    }

    @Test func aRuleThatCannotBeIsRefused() async throws {
        let error = await #expect(throws: ScanError.self) {
            _ = try await scan { $0.accessRules = [AccessRule("settings", roles: ["admin"])] }
        }
        #expect(error?.code == .invalidArgument)
        #expect(error?.message.contains("settings is not an operation") == true)
    }

    @Test func whatIdentitiesCanDoWithEachOthersThingsIsNoted() async throws {
        let report = try await InProcessScan.run(DemoService.crm.make(.flawed), checks: ["bola.read", "bola.update"]) {
            $0.profile = .active
        }
        let objects = report.accessMatrix.objects
        #expect(
            objects.contains(
                ObjectAccess(
                    object: "/v2/deals/{dealId}",
                    owner: "alice",
                    actor: "bob",
                    verb: .read,
                    outcome: .allowed
                )
            )
        )
        #expect(objects.contains { $0.object == "/v2/deals/{dealId}" && $0.verb == .update && $0.outcome == .allowed })
        #expect(objects.contains { $0.object == "/v2/contacts/{contactId}" && $0.outcome == .denied })
        #expect(TextReport().text(for: report).contains("things of others: \(objects.count) tries"))
    }

    @Test func aReportWithoutAMatrixHasAnEmptyOne() throws {
        var matrix = try JSONDecoder().decode(AccessMatrix.self, from: Data("{}".utf8))
        #expect(matrix == AccessMatrix())
        matrix.identities = [.init(name: "anonymous"), .init(name: "ann", role: "user")]
        matrix.operations = [
            OperationAccess(operation: "GET /a", cells: [.init(identity: "ann", status: 200, outcome: .allowed)])
        ]
        matrix.objects = [ObjectAccess(object: "/a/{b}", owner: "ann", actor: "bob", verb: .delete, outcome: .denied)]
        #expect(try JSONDecoder().decode(AccessMatrix.self, from: JSONEncoder().encode(matrix)) == matrix)
    }
}
