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
            CatalogueEntry("bfla.role", "POST /api/users", of: .adminPanel),
            CatalogueEntry("bfla.role", "GET /api/admin/reports", of: .adminPanel),
            CatalogueEntry("bfla.role", "GET /v2/audit-log", of: .crm),
            CatalogueEntry("bfla.role", "POST /v2/announcements", of: .crm),
            CatalogueEntry("bfla.anonymous-write", "PUT /api/notices/{noticeId}", of: .adminPanel),
            CatalogueEntry(
                "bfla.verb-inconsistent",
                "DELETE /folders/{folderId}/documents/{documentId}",
                of: .documents
            ),
            CatalogueEntry("bfla.hidden-verb", "DELETE /api/categories/{categoryId}", of: .adminPanel),
            CatalogueEntry("bfla.method-override", "DELETE /api/articles/{articleId}", of: .adminPanel),
            CatalogueEntry("bfla.path-role-swap", "GET /api/user/reports", of: .adminPanel),
            CatalogueEntry("bfla.403-bypass", "GET /api/settings", of: .adminPanel),
            CatalogueEntry("bfla.forced-parameter", "GET /api/users", of: .adminPanel),
        ]
        var policy = CatalogueEntry("bfla.policy", "GET /api/admin/reports", of: .adminPanel)
        policy.accessRules = [("tag:admin", ["admin"]), ("GET /api/activity", ["user", "admin"])]
        let put = "PUT /cards/{cardId}"
        return services + [
            policy,
            CatalogueEntry(
                "bfla.role",
                "GET /admin/signups",
                profile: "active",
                VulnerableAPI.ordinaryAdministration
            ),
            CatalogueEntry("bfla.role", "PUT /admin/settings", profile: "active", VulnerableAPI.changedSettings),
            CatalogueEntry("bfla.403-bypass", "GET /ledger", VulnerableAPI.gatewayRules),
            CatalogueEntry("bfla.method-override", put, profile: "active", VulnerableAPI.overriddenMethod),
        ]
    }
}
