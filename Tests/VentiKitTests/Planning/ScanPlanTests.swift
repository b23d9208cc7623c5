//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct ScanPlanTests {
    private let operations = [
        APIOperation("GET /orders"), APIOperation("POST /login", body: .texts("username", "password")),
        APIOperation("POST /orders"), APIOperation("DELETE /orders/{id}"), APIOperation("GET /resetall"),
    ]

    private func plan(_ profile: ScanPolicy.Profile, change: (inout ScanPolicy) -> Void = { _ in }) -> ScanPlan {
        var policy = ScanPolicy()
        policy.profile = profile
        change(&policy)
        return ScanPlan(description: APIDescription(operations), policy: policy)
    }

    @Test(
        arguments: [
            (.passive, ["GET /orders"]), (.safe, ["GET /orders", "POST /login"]),
            (.active, ["GET /orders", "POST /login", "POST /orders"]),
            (.dangerous, ["GET /orders", "POST /login", "POST /orders", "DELETE /orders/{id}", "GET /resetall"]),
        ] as [(ScanPolicy.Profile, [String])]
    )
    func aProfileCallsWhatItAllows(profile: ScanPolicy.Profile, ids: [String]) {
        let plan = plan(profile)
        #expect(plan.operations.map(\.id) == ids)
        #expect(plan.operations.count + plan.skipped.count == operations.count)
    }

    @Test func whatIsLeftOutSaysWhyAndWhatWouldCallIt() {
        let reasons = Dictionary(uniqueKeysWithValues: plan(.safe).skipped.map { ($0.operation.id, $0.reason) })
        #expect(reasons["POST /orders"] == "it changes data; the profile `active` calls it")
        let destructive = "it may delete data, end sessions or reset the target; the profile `dangerous` calls it"
        #expect(reasons["DELETE /orders/{id}"] == destructive)
        #expect(reasons["GET /resetall"] == destructive)
    }

    @Test func thePolicyLeavesOutWhatItNames() {
        let plan = plan(.safe) { $0.excludedOperations = ["GET /orders"] }
        #expect(plan.operations.map(\.id) == ["POST /login"])
        #expect(plan.skipped.first { $0.operation.id == "GET /orders" }?.reason == "left out by the policy")
    }

    @Test func aLoginWhoseBodyIsAReferenceIsALogin() {
        let login = APIOperation("POST /login", body: .reference("Credentials"))
        let description = APIDescription([login], schemas: ["Credentials": .texts("username", "password")])
        #expect(ScanPlan(description: description, policy: ScanPolicy()).operations.map(\.id) == ["POST /login"])
    }
}
