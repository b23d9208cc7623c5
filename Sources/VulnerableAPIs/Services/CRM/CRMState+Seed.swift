//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension CRMState {
    static let people = [
        CRMMember(
            id: "mara-ellis-2k9qx7vd",
            tenant: "kestrel",
            email: "mara@kestrel.example",
            displayName: "Mara Ellis",
            title: "Head of sales",
            role: "admin",
            phone: "+44 20 7946 0101",
            salary: 91_400
        ),
        CRMMember(
            id: "alice-novak-8f4mw3hz",
            tenant: "kestrel",
            email: "alice@kestrel.example",
            displayName: "Alice Novak",
            title: "Account manager",
            role: "agent",
            phone: "+44 20 7946 0117",
            salary: 48_250
        ),
        CRMMember(
            id: "jonas-reuter-5t6cpn2y",
            tenant: "kestrel",
            email: nil,
            displayName: "Jonas Reuter",
            title: "Field sales",
            role: "agent",
            phone: "+44 20 7946 0142",
            salary: 43_900
        ),
        CRMMember(
            id: "bob-okafor-3z8hdk5r",
            tenant: "brightwater",
            email: "bob@brightwater.example",
            displayName: "Bob Okafor",
            title: "Clinic liaison",
            role: "agent",
            phone: "+44 161 496 0204",
            salary: 45_600
        ),
        CRMMember(
            id: "signe-lund-9w2vbt6g",
            tenant: "brightwater",
            email: nil,
            displayName: "Signe Lund",
            title: "Director",
            role: "admin",
            phone: "+44 161 496 0219",
            salary: 88_000
        ),
    ]

    /// What each company has before anybody asks.
    mutating func seed() {
        let rows = [
            ("kestrel", "Ridgeway Stores", "Wants samples in March.", "Acme renewal", 1_840_000, 1),
            ("kestrel", "Tarn Expeditions", "Met at the trade fair.", "Tarn winter range", 620_000, 2),
            ("brightwater", "Elm Street Surgery", "Calls on Fridays.", "Elm Street scanners", 4_310_000, 3),
            ("brightwater", "Holm Care Homes", "Budget is decided in May.", "Holm bedside units", 2_275_000, 3),
        ]
        for (tenant, contact, note, deal, cents, owner) in rows {
            let person = Self.slug(contact)
            contacts.append(
                CRMRecord(
                    id: person,
                    tenant: tenant,
                    json: ["id": .string(person), "name": .string(contact), "note": .string(note)]
                )
            )
            let id = Self.slug(deal)
            deals.append(
                CRMRecord(
                    id: id,
                    tenant: tenant,
                    json: [
                        "id": .string(id), "title": .string(deal), "amountCents": .integer(cents), "stage": "open",
                        "note": "", "ownerId": .string(Self.people[owner].id), "createdAt": "2026-02-11T09:30:00Z",
                    ]
                )
            )
        }
    }

    /// What a company pays; the last three are for administrators.
    static func billing(of tenant: String) -> JSON {
        tenant == "kestrel"
            ? [
                "plan": "team", "seats": 12, "taxNumber": "KX-4471-209", "cardLastFour": "6618",
                "monthlyCents": 118_800,
            ]
            : [
                "plan": "clinic", "seats": 30, "taxNumber": "BW-9032-554", "cardLastFour": "0975",
                "monthlyCents": 276_000,
            ]
    }

    /// The part of it that every member may see.
    static func billingSummary(of tenant: String) -> JSON {
        let billing = billing(of: tenant)
        return ["plan": billing["plan"] ?? .null, "seats": billing["seats"] ?? .null]
    }
}
