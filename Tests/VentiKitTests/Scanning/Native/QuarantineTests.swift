//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import Testing

@testable import VentiKit

/// A target that one of its operations destroys.
struct QuarantineTests {
    private static func secured(_ id: String) -> APIOperation {
        var operation = APIOperation(id)
        operation.security = [[APISecurityRequirement(scheme: "token")]]
        return operation
    }

    /// An API that forgets everybody when `GET /database/reset` is called.
    private func api() -> TinyAPI {
        let people = Mutex<Set<String>>([])
        let operations = [
            APIOperation("POST /register", body: .texts("username", "password")),
            APIOperation("POST /login", body: .texts("username", "password")),
            Self.secured("GET /me"), Self.secured("GET /news"), APIOperation("GET /database/reset"),
        ]
        return TinyAPI(operations) { request in
            let name = JSONValue(parsingJSON: Array(request.body.utf8))?["username"]?.stringValue ?? ""
            switch request.path {
            case "/register":
                people.withLock { _ = $0.insert(name) }
                return .json(#"{"done":true}"#, 201)
            case "/login":
                guard people.withLock({ $0.contains(name) }) else { return .unauthorized }
                return .json(#"{"token":"secret-\#(name)"}"#)
            case "/database/reset":
                people.withLock { $0 = [] }
                return .json(#"{"reset":true}"#)
            default:
                guard let token = request.bearer, people.withLock({ $0.contains(String(token.dropFirst(7))) }) else {
                    return .unauthorized
                }
                return .json(request.path == "/news" ? #"{"news":"flaw"}"# : #"{"name":"\#(token.dropFirst(7))"}"#)
            }
        }
    }

    @Test func theOperationIsNamedAndTheScanGoesOn() async throws {
        let api = api()
        let report = try await api.scan(checks: CheckSet([WordCheck()])) { $0.profile = .dangerous }
        #expect(report.outcome == .completed)
        let message = try #require(
            report.diagnostics.map(\.message).first { $0.hasPrefix("GET /database/reset destroyed") }
        )
        #expect(message.contains("quarantined"))
        #expect(report.findings.map(\.location.operationName) == ["GET /news"])
        let coverage = try #require(report.coverage.operations.first { $0.operation == "GET /database/reset" })
        #expect(coverage.skippedBecause?.hasPrefix("quarantined") ?? false)
        // Each of nobody and two identities called it once, to reach it; afterwards nobody did.
        #expect(api.requests(to: "/database/reset").count <= 3)
    }

    @Test func aScanThatMayNotResetDoesNot() async throws {
        let api = api()
        let report = try await api.scan(checks: CheckSet([WordCheck()])) { $0.profile = .active }
        #expect(report.outcome == .completed)
        #expect(api.requests(to: "/database/reset").isEmpty)
    }
}
