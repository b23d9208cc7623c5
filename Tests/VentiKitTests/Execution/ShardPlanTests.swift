//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VulnerableAPIs

@testable import VentiKit

struct ShardPlanTests {
    private func description(_ paths: String) throws -> APIDescription {
        let text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n" + paths
        return try APIDescription(bytes: Array(text.utf8), name: "t.yaml")
    }

    private static let item = "parameters: [{name: id, in: path, required: true, schema: {type: integer}}]"

    @Test func operationsOfOneResourceStayTogether() throws {
        let ok = "{responses: {'200': {description: ok}}}"
        let api = try description(
            """
              /orders: {get: \(ok), post: \(ok)}
              /orders/{id}: {\(Self.item), get: \(ok)}
              /orders/{id}/lines: {\(Self.item), get: \(ok)}
              /books: {get: \(ok)}
              /books/{id}: {\(Self.item), get: \(ok)}
              /health: {get: \(ok)}
            """
        )
        var policy = ScanPolicy()
        policy.profile = .active
        let plan = ShardPlan(api, policy: policy, count: 8)
        let orders = ["GET /orders", "POST /orders", "GET /orders/{id}", "GET /orders/{id}/lines"]
        #expect(plan.shards.contains(orders))
        #expect(plan.shards.contains(["GET /books", "GET /books/{id}"]))
        #expect(plan.shards.contains(["GET /health"]))
        #expect(plan.shards.count == 3)
    }

    @Test(arguments: 1...6) func everyOperationIsInOnePart(_ count: Int) throws {
        let api = ParcelService(.vulnerable).api
        let description = try APIDescription(bytes: Array(api.document.utf8), name: "p.yaml")
        var policy = ScanPolicy()
        policy.profile = .dangerous
        let plan = ShardPlan(description, policy: policy, count: count)
        #expect(plan.shards.flatMap { $0 }.sorted() == description.operations.map(\.id).sorted())
        #expect(plan.shards.count <= count)
        #expect(plan.shards.allSatisfy { !$0.isEmpty })
        #expect(ShardPlan(description, policy: policy, count: count) == plan)
    }

    @Test func whatThePolicyLeavesOutIsInNoPart() throws {
        let ok = "{responses: {'200': {description: ok}}}"
        let api = try description("  /a: {get: \(ok), delete: \(ok)}\n  /b: {get: \(ok)}\n  /c: {get: \(ok)}\n")
        var policy = ScanPolicy()
        policy.excludedOperations = ["GET /c"]
        #expect(ShardPlan(api, policy: policy, count: 4).shards == [["GET /a"], ["GET /b"]])
    }
}
