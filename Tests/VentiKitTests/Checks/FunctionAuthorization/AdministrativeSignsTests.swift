//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct AdministrativeSignsTests {
    private func signs(_ operation: APIOperation, beside others: [APIOperation] = []) -> AdministrativeSigns {
        AdministrativeSigns(operation, in: APIDescription([operation] + others))
    }

    @Test(arguments: [
        "/admin/users", "/v1/internal/metrics", "/back-office/orders", "/api/admin-panel", "/staff/reports",
    ])
    func aSegmentOfThePathSaysSoWithLittleDoubt(path: String) {
        let found = signs(APIOperation("GET \(path)"))
        #expect(found.isStrong && found.reasons.count == 1)
    }

    @Test(arguments: [
        "/users", "/administer-medicine", "/internal-medicine-{id}", "/users/is-admin", "/users/{admin}",
        "/manage/info",
        "/international", "/staff", "/staff/{id}", "/admins/{id}/posts",
    ])
    func otherPathsDoNot(path: String) {
        #expect(signs(APIOperation("GET \(path)")).reasons == [])
    }

    @Test func aTagSaysSo() {
        var operation = APIOperation("GET /audit-log")
        operation.tags = ["team", "Administration"]
        #expect(signs(operation).reasons == ["the tag Administration"])
        operation.tags = ["non-admin"]
        #expect(signs(operation).reasons == [])
    }

    @Test(arguments: [
        "Lists all users (admin only).", "Only administrators may call this.", "For internal use.",
        "Only for members with the role admin.",
    ])
    func aSummaryThatKeepsItToFewIsAWeakSign(summary: String) {
        let found = signs(APIOperation("GET /users", summary: summary))
        #expect(!found.isStrong && found.reasons.count == 1)
    }

    @Test(arguments: [
        "The company's plan. Administrators see what it costs as well.",
        "Replaces it; its author and administrators may.",
        "One user; those who are no administrators see themselves only.", "Asks an administrator for help.",
    ])
    func thatAdministratorsAreSpokenOfIsNone(summary: String) {
        #expect(signs(APIOperation("GET /users", summary: summary)).reasons == [])
    }

    @Test func theOperationIdAndTheScopeAreSigns() {
        var operation = APIOperation("GET /users", operationID: "adminListUsers")
        operation.security = [[APISecurityRequirement(scheme: "oauth", scopes: ["users:admin"])]]
        #expect(signs(operation).reasons == ["the operationId adminListUsers", "the scope users:admin"])
        #expect(signs(APIOperation("GET /users", operationID: "listAdmins")).reasons == [])
    }

    @Test func a403IsASignOnlyWhereFewDocumentOne() {
        func operation(_ path: String, refusing: Bool) -> APIOperation {
            var operation = APIOperation("GET \(path)")
            operation.security = [[APISecurityRequirement(scheme: "token")]]
            if refusing { operation.responses["403"] = APIResponse(description: "Refused.") }
            return operation
        }
        let report = operation("/reports", refusing: true)
        let free = ["/a", "/b", "/c"].map { operation($0, refusing: false) }
        let refused = ["/a", "/b", "/c"].map { operation($0, refusing: true) }
        #expect(signs(report, beside: free).reasons == ["a 403 that few operations document"])
        #expect(signs(report, beside: refused).reasons == [])
        #expect(signs(operation("/reports/{id}", refusing: true), beside: free).reasons == [])
    }
}
