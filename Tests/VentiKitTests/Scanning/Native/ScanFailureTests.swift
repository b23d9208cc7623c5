//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct ScanFailureTests {
    private struct Broken: Error {}

    @Test func aHandlerThatThrowsIsAFailureOfItsOperation() async throws {
        let api = TinyAPI([APIOperation("GET /books"), APIOperation("GET /broken")]) { request in
            if request.path == "/broken" { throw Broken() }
            return .json("{}")
        }
        let report = try await api.scan(only: ["sqli"])
        #expect(report.outcome == .completed)
        #expect(report.coverage.reachedCount == 1)
        let broken = try #require(report.coverage.operations.first { $0.operation == "GET /broken" })
        #expect(
            broken.attempts == [
                .init(identity: "anonymous", requests: 1, bestStatus: nil, outcome: AttemptOutcome("handler-failed"))
            ]
        )
        #expect(report.statistics.failures["handler-failed"] == 1)
    }

    @Test func aTargetThatNeverAnswersIsUnreachable() async throws {
        let api = TinyAPI([APIOperation("GET /books")]) { _ in throw Broken() }
        let error = await #expect(throws: ScanError.self) { try await api.scan() }
        #expect(error?.code == .unreachable)
        #expect(
            error?.message
                == "http://tiny.test does not answer (handler-failed): The handler threw an error of type Broken. Is the API "
                + "running, and is the URL right?"
        )
    }

    @Test func anIdentityIsNotBlamedWhereNothingWasAnswered() async throws {
        let api = TinyAPI([APIOperation("GET /broken").protected]) { request in
            if request.path == "/broken" { throw Broken() }
            return .json("{}")
        }
        let report = try await api.scan(as: [Identity("ann", bearer: "token-of-ann")], only: ["sqli"])
        #expect(report.outcome == .completed)
        #expect(report.coverage.reachedCount == 0)
        #expect(report.identities.map(\.works) == [true])
    }

    @Test func aDescriptionWithoutOperationsIsRefused() async throws {
        let api = TinyAPI([]) { _ in .json("{}") }
        let error = await #expect(throws: ScanError.self) { try await api.scan() }
        #expect(error?.code == .invalidDocument)
        #expect(error?.message == "openapi: the document describes no operation, so there is nothing to scan.")
        #expect(api.requests.isEmpty)
    }

    @Test func anUnknownCheckIsRefusedBeforeAnythingIsSent() async throws {
        let api = TinyAPI([APIOperation("GET /books")]) { _ in .json("{}") }
        let error = await #expect(throws: ScanError.self) { try await api.scan(only: ["sqli.eror"]) }
        #expect(error?.code == .unknownCheck)
        #expect(api.requests.isEmpty)
    }

    @Test func aCheckWithoutMaterialIsSkippedWithItsReason() async throws {
        let api = TinyAPI([APIOperation("GET /books")]) { _ in .notFound }
        let report = try await api.scan(checks: CheckSet([WordCheck()]))
        #expect(report.outcome == .completed)
        #expect(report.coverage.operations[0].checksRun == [])
        #expect(report.coverage.operations[0].checksSkipped == [.init(check: "test.word", reason: "not reached")])
    }
}
