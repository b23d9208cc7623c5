//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension Catalogue {
    /// What may be read and written of a thing, property by property.
    static var properties: [CatalogueEntry] {
        let (orders, feed, crm) = (DemoService.orders.make, DemoService.socialFeed.make, DemoService.crm.make)
        return [
            CatalogueEntry("bopla.mass-create", "POST /orders", profile: "active", orders),
            CatalogueEntry("bopla.mass-create", "POST /users", profile: "active", feed),
            CatalogueEntry("bopla.mass-update", "PUT /user", profile: "active", feed),
            CatalogueEntry("bopla.mass-update", "PATCH /v2/me", profile: "active", crm),
            CatalogueEntry("bopla.mass-update", "PATCH /tickets/{ticketId}", profile: "active", VulnerableAPI.boundTicket),
            CatalogueEntry("bopla.readonly-accepted", "PATCH /v2/deals/{dealId}", profile: "active", crm),
            CatalogueEntry("bopla.xml-mass", "POST /tickets", profile: "active", VulnerableAPI.formTicket),
            CatalogueEntry("bopla.excess-undocumented", "GET /profiles/{handle}", profile: "active", feed),
            CatalogueEntry("bopla.excess-undocumented", "GET /staff", VulnerableAPI.staffList),
            CatalogueEntry("bopla.role-diff", "GET /v2/members", crm),
            CatalogueEntry("bopla.role-diff", "GET /v2/billing", crm),
            CatalogueEntry("bopla.pii-secret", "GET /profiles/{handle}", profile: "active", feed),
            CatalogueEntry("bopla.pii-secret", "GET /integrations", VulnerableAPI.keyedIntegrations),
            CatalogueEntry("bopla.pii-secret", "GET /refunds", VulnerableAPI.cardNumbers),
        ]
    }
}
