//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct OperationRuleTests {
    private let read = APIOperation(
        "GET /users/{id}",
        parameters: [
            APIParameter(name: "id", location: .path, isRequired: true, schema: APISchema(.string))
        ]
    )
    private let pay = APIOperation("POST /payments")

    @Test
    func `The first rule that fits gives a value, and rules come before the policy's values`() throws {
        let generator = ValueGenerator(
            description: APIDescription([read]),
            userValues: ["id": "policy"],
            seed: 0,
            rules: [
                OperationRule("POST *", values: ["id": "other"]),
                OperationRule("GET /users/*", values: ["id": "first"]),
                OperationRule("/users/*", values: ["id": "second", "more": "x"]),
            ]
        )
        let request = generator.request(for: read, attempt: 0, pool: ValuePool())
        #expect(request.render().target == "/users/first")
        #expect(generator.rules.values(for: read) == ["id": "first", "more": "x"])
    }

    @Test
    func `A body takes the values of the rule`() {
        let body = APISchema.object(("amount", APISchema(.integer)), required: ["amount"])
        let operation = APIOperation("POST /payments", body: body)
        let generator = ValueGenerator(
            description: APIDescription([operation]),
            userValues: [:],
            seed: 0,
            rules: [OperationRule("POST /payments", values: ["amount": "42"])]
        )
        let request = generator.request(for: operation, attempt: 0, pool: ValuePool()).render()
        #expect(JSONValue(parsingJSON: request.body)?.members.first?.value == .integer(42))
    }

    @Test
    func `What a rule skips is left out with its reason, whatever the profile and the selection`() {
        var policy = ScanPolicy()
        policy.profile = .dangerous
        policy.includedOperations = ["/*"]
        policy.operationRules = [OperationRule("POST /payments", skipReason: "sandbox only")]
        let plan = ScanPlan(description: APIDescription([read, pay]), policy: policy)
        #expect(plan.operations.map(\.id) == ["GET /users/{id}"])
        #expect(plan.skipped.map(\.reason) == ["sandbox only"])
        #expect(!OperationSelection(policy).contains(pay))
        #expect(!OperationSelection(exclusionsOf: policy).contains(pay))
        #expect(OperationSelection(exclusionsOf: policy).contains(read))
    }

    @Test
    func `A policy with rules, names and attempts goes over the wire`() throws {
        var policy = ScanPolicy()
        policy.operationRules = [
            OperationRule("GET /a", values: ["b": "c"]), OperationRule("tag:x", skipReason: "not ours"),
        ]
        policy.redactedNames = ["x-internal-id"]
        policy.attemptsByCheck = ["res.no-rate-limit": 60]
        #expect(try JSONCoding.decode(ScanPolicy.self, from: JSONCoding.encode(policy), subject: "It") == policy)
        let short = #"{"operationRules":[{"match":"GET /a"}]}"#
        let read = try JSONCoding.decode(ScanPolicy.self, from: Array(short.utf8), subject: "It")
        #expect(read.operationRules == [OperationRule("GET /a")])
    }

    @Test
    func `The attempts of a check are its own where it has any`() {
        var policy = ScanPolicy()
        policy.attemptsByCheck = ["res.no-rate-limit": 60, "venti.auth.otp-brute": 70]
        #expect(policy.attempts(of: "venti.res.no-rate-limit") == 60)
        #expect(policy.attempts(of: "venti.auth.otp-brute") == 70)
        #expect(policy.attempts(of: "venti.auth.no-lockout") == policy.rateLimitAttempts)
        #expect(policy.largestAttempts == 70)
        policy.attemptsByCheck = ["res.no-rate-limit": 0]
        let request = ScanRequest(document: .file("a"), target: "http://127.0.0.1", policy: policy)
        #expect(throws: ScanError.self) { try request.validate() }
    }
}
