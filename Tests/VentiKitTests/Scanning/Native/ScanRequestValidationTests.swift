//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct ScanRequestValidationTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var change: @Sendable (inout ScanRequest) -> Void

        init(_ message: String, _ change: @escaping @Sendable (inout ScanRequest) -> Void) {
            testDescription = message
            self.change = change
        }
    }

    private static let cases = [
        Case("maximumRequests is 0; it must be at least 1.") { $0.policy.maximumRequests = 0 },
        Case("maximumSeconds is 0.0; it must be above 0 and at most a week.") { $0.policy.maximumSeconds = 0 },
        Case("maximumSeconds is -1.0; it must be above 0 and at most a week.") { $0.policy.maximumSeconds = -1 },
        Case("maximumSeconds is nan; it must be above 0 and at most a week.") { $0.policy.maximumSeconds = .nan },
        Case("maximumSeconds is inf; it must be above 0 and at most a week.") { $0.policy.maximumSeconds = .infinity },
        Case("concurrency is 0; it must be from 1 to 1024.") { $0.policy.concurrency = 0 },
        Case("concurrency is 1025; it must be from 1 to 1024.") { $0.policy.concurrency = 1_025 },
        Case("requestsPerSecond is 0.0; it must be above 0.") { $0.policy.requestsPerSecond = 0 },
        Case("requestsPerSecond is nan; it must be above 0.") { $0.policy.requestsPerSecond = .nan },
        Case("rateLimitAttempts is 0; it must be from 1 to 10000.") { $0.policy.rateLimitAttempts = 0 },
        Case("rateLimitAttempts is 10001; it must be from 1 to 10000.") { $0.policy.rateLimitAttempts = 10_001 },
        Case("Identity \"\": a name has letters, digits, `-`, `_` and `.`, and is not `anonymous`.") {
            $0.identities = [Identity("", bearer: "t")]
        },
        Case("Identity \"anonymous\": a name has letters, digits, `-`, `_` and `.`, and is not `anonymous`.") {
            $0.identities = [Identity("anonymous", bearer: "t")]
        },
        Case("Identity \"a b\": a name has letters, digits, `-`, `_` and `.`, and is not `anonymous`.") {
            $0.identities = [Identity("a b", bearer: "t")]
        },
        Case("Identity ann is given twice.") {
            $0.identities = [Identity("ann", bearer: "t"), Identity("ann", bearer: "u")]
        },
    ]

    private let request = ScanRequest(document: .file("openapi.yaml"), target: "http://127.0.0.1:1")

    @Test(arguments: cases) func whatCannotBeIsNamedWithItsMend(entry: Case) {
        var request = request
        entry.change(&request)
        let error = #expect(throws: ScanError.self) { try request.validate() }
        #expect(error?.code == .invalidArgument)
        #expect(error?.message == entry.testDescription)
    }

    @Test func whatIsOrdinaryPasses() throws {
        var request = request
        request.identities = [Identity("ann", bearer: "t"), Identity("bea-2_x.y", bearer: "u")]
        request.policy.requestsPerSecond = nil
        request.policy.maximumRequests = 1
        try request.validate()
    }

    @Test(arguments: ["", "localhost", "ftp://x", "http://", "/path"]) func aTargetThatIsNoURLIsRefused(
        target: String
    ) async throws {
        var request = request
        request.target = target
        let scan = request
        let error = await #expect(throws: ScanError.self) { try await NativeScanner().scan(scan) }
        #expect(error?.code == .invalidTarget)
    }
}
