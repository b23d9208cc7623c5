//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension Catalogue {
    /// Who may call which function.
    static var functions: [CatalogueEntry] {
        let services = [
            entry("bfla.role", "POST /api/users", .adminPanel),
            entry("bfla.role", "GET /api/admin/reports", .adminPanel),
            entry("bfla.role", "GET /v2/audit-log", .crm),
            entry("bfla.role", "POST /v2/announcements", .crm),
            entry("bfla.anonymous-write", "PUT /api/notices/{noticeId}", .adminPanel),
            entry("bfla.verb-inconsistent", "DELETE /folders/{folderId}/documents/{documentId}", .documents),
            entry("bfla.hidden-verb", "DELETE /api/categories/{categoryId}", .adminPanel),
            entry("bfla.method-override", "DELETE /api/articles/{articleId}", .adminPanel),
            entry("bfla.path-role-swap", "GET /api/user/reports", .adminPanel),
            entry("bfla.403-bypass", "GET /api/settings", .adminPanel),
            entry("bfla.forced-parameter", "GET /api/users", .adminPanel),
        ]
        var policy = entry("bfla.policy", "GET /api/admin/reports", .adminPanel)
        policy.accessRules = [("tag:admin", ["admin"]), ("GET /api/activity", ["user", "admin"])]
        var ordinary = CatalogueEntry("bfla.role", "GET /admin/signups", VulnerableAPI.ordinaryAdministration)
        ordinary.profile = "active"
        var gateway = CatalogueEntry("bfla.403-bypass", "GET /ledger", VulnerableAPI.gatewayRules)
        gateway.profile = "active"
        var overridden = CatalogueEntry("bfla.method-override", "PUT /cards/{cardId}", VulnerableAPI.overriddenMethod)
        overridden.profile = "active"
        return services + [policy, ordinary, gateway, overridden]
    }

    /// A demo service as the twins of a check that changes things.
    static func entry(_ checkID: String, _ operation: String, _ service: DemoService) -> CatalogueEntry {
        var entry = CatalogueEntry(checkID, operation) { service.make($0) }
        entry.profile = "active"
        return entry
    }
}
