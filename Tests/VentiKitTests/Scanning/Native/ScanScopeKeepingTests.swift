//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct ScanScopeKeepingTests {
    private static let operations = [
        APIOperation("GET /books"), APIOperation("GET /admin/users"), APIOperation("GET /admin/users/{id}"),
        APIOperation("POST /books"), APIOperation("DELETE /books/{id}"), APIOperation("GET /resetall"),
    ]

    @Test func excludedPathsAreNeverSentAndTheRefusalIsReported() async throws {
        let api = TinyAPI(Self.operations) { _ in .json("[]") }
        let report = try await api.scan(excluding: ["/admin"])
        #expect(report.outcome == .completed)
        #expect(!api.requests(to: "/books").isEmpty)
        #expect(!api.requests.contains { $0.path.lowercased().hasPrefix("/admin") })
        #expect(report.statistics.refused.contains { $0.hasPrefix("GET /admin/users: ") })
        let admin = try #require(report.coverage.operations.first { $0.operation == "GET /admin/users" })
        #expect(admin.attempts.map(\.failure) == [AttemptOutcome("out-of-scope")])
        #expect(!admin.isReached)
    }

    @Test func aSafeScanSendsNothingThatChangesOrDestroys() async throws {
        let api = TinyAPI(Self.operations) { _ in .json("[]") }
        let report = try await api.scan()
        #expect(report.outcome == .completed)
        #expect(Set(api.requests.map(\.method)).isDisjoint(with: ["POST", "PUT", "PATCH", "DELETE"]))
        #expect(api.requests(to: "/resetall").isEmpty)
        let skipped = report.coverage.operations.filter { $0.skippedBecause != nil }.map(\.operation)
        #expect(skipped == ["POST /books", "DELETE /books/{id}", "GET /resetall"])
    }

    @Test func aPassiveScanSendsOneRequestForEachOperationAndIdentity() async throws {
        let api = TinyAPI([APIOperation("GET /books"), APIOperation("GET /authors")]) { _ in .json("[]") }
        let report = try await api.scan(as: [Identity("ann", bearer: "token-of-ann")], only: ["lint"]) {
            $0.profile = .passive
        }
        #expect(report.outcome == .completed)
        #expect(api.requests(to: "/books").count == 2)
        #expect(api.requests(to: "/authors").count == 2)
    }

    @Test func methodsOutsideTheScopeAreNeverSent() async throws {
        let api = TinyAPI(Self.operations) { _ in .json("[]") }
        _ = try await api.scan(methods: ["GET"]) { $0.profile = .dangerous }
        #expect(Set(api.requests.map(\.method)) == ["GET"])
    }
}
