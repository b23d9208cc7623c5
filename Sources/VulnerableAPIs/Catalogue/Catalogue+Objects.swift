//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension Catalogue {
    /// What one user may do to another's things: flaws of the demo services, whose fixed builds have none.
    static var objects: [CatalogueEntry] {
        let document = "/folders/{folderId}/documents/{documentId}"
        return [
            CatalogueEntry("bola.read", "GET /orders/{orderId}", of: .orders),
            CatalogueEntry("bola.read", "GET /accounts/{accountId}/transactions", of: .bank),
            CatalogueEntry("bola.update", "PUT /posts/{slug}", of: .socialFeed),
            CatalogueEntry("bola.delete", "DELETE \(document)", of: .documents),
            CatalogueEntry("bola.anonymous", "GET \(document)/export", of: .documents),
            CatalogueEntry("bola.list-leak", "GET /v2/contacts", of: .crm),
            CatalogueEntry("bola.hierarchy", "GET \(document)", of: .documents),
            CatalogueEntry("bola.body-ref", "GET /invoices", of: .orders),
            CatalogueEntry("bola.body-ref", "POST /transfers", of: .bank),
            CatalogueEntry("bola.existence-oracle", "GET /v2/contacts/{contactId}", of: .crm),
            CatalogueEntry("bola.use-after-free", "GET /folders/{folderId}", of: .documents),
            CatalogueEntry("bola.id-variant", "GET /tickets/{ticketId}", profile: "active", VulnerableAPI.claimedOwner),
            CatalogueEntry("bola.predictable-id", "POST /tickets", profile: "active", VulnerableAPI.countedTickets),
            CatalogueEntry(
                "bola.failed-create-leak",
                "POST /tickets",
                profile: "active",
                VulnerableAPI.storesRefusedTickets
            ),
        ]
    }
}

extension CatalogueEntry {
    /// A flaw of a demo service, which a scan finds that may create and change things.
    init(_ checkID: String, _ operation: String, of service: DemoService) {
        self.init(checkID, operation, profile: "active", service.make)
    }
}
