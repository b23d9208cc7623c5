//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension Catalogue {
    /// What may be read and written of a thing, property by property.
    static var properties: [CatalogueEntry] {
        [
            CatalogueEntry("bopla.mass-create", "POST /orders", of: .orders),
            CatalogueEntry("bopla.mass-create", "POST /users", of: .socialFeed),
            CatalogueEntry("bopla.mass-update", "PUT /user", of: .socialFeed),
            CatalogueEntry("bopla.mass-update", "PATCH /v2/me", of: .crm),
            CatalogueEntry(
                "bopla.mass-update",
                "PATCH /tickets/{ticketId}",
                profile: "active",
                VulnerableAPI.boundTicket
            ),
            CatalogueEntry("bopla.readonly-accepted", "PATCH /accounts/{accountId}", of: .bank),
            CatalogueEntry("bopla.readonly-accepted", "PATCH /v2/deals/{dealId}", of: .crm),
            CatalogueEntry("bopla.xml-mass", "POST /tickets", profile: "active", VulnerableAPI.formTicket),
            CatalogueEntry("bopla.excess-undocumented", "GET /profiles/{handle}", of: .socialFeed),
            CatalogueEntry("bopla.excess-undocumented", "GET /staff", VulnerableAPI.staffList),
            CatalogueEntry("bopla.role-diff", "GET /v2/members", of: .crm),
            CatalogueEntry("bopla.role-diff", "GET /v2/billing", of: .crm),
            CatalogueEntry("bopla.pii-secret", "GET /profiles/{handle}", of: .socialFeed),
            CatalogueEntry("bopla.pii-secret", "GET /integrations", VulnerableAPI.keyedIntegrations),
            CatalogueEntry("bopla.pii-secret", "GET /refunds", VulnerableAPI.cardNumbers),
        ]
    }
}
