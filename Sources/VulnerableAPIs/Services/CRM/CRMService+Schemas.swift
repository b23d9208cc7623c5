//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension CRMService {
    static let schemas = """
            Error:
              type: object
              required: [error]
              properties:
                error: {type: string, maxLength: 200}
            Slug: {type: string, minLength: 1, maxLength: 64, pattern: "^[a-z0-9-]+$"}
            Profile:
              type: object
              required: [id, displayName, title, role, email, phone, company]
              properties:
                id: {$ref: "#/components/schemas/Slug"}
                displayName: {type: string, maxLength: 80}
                title: {type: string, maxLength: 80}
                role: {type: string, enum: [agent, admin]}
                email: {type: string, format: email, maxLength: 100}
                phone: {type: string, maxLength: 40}
                company: {type: string, maxLength: 40}
            Contact:
              type: object
              required: [id, name]
              properties:
                id: {$ref: "#/components/schemas/Slug"}
                name: {type: string, maxLength: 120}
                email: {type: string, format: email, maxLength: 100}
                phone: {type: string, maxLength: 40}
                note: {type: string, maxLength: 500}
            ContactChange:
              type: object
              properties:
                name: {type: string, minLength: 1, maxLength: 120}
                email: {type: string, format: email, maxLength: 100}
                phone: {type: string, maxLength: 40}
                note: {type: string, maxLength: 500}
            ContactPage:\(page(of: "Contact"))
            Deal:
              type: object
              required: [id, title, amountCents, stage, note, ownerId, createdAt]
              properties:
                id: {type: string, readOnly: true, maxLength: 64}
                title: {type: string, minLength: 1, maxLength: 120, example: Acme renewal}
                amountCents: {type: integer, minimum: 0, maximum: 1000000000}
                stage: {type: string, enum: [open, won, lost]}
                note: {type: string, maxLength: 500}
                ownerId: {type: string, readOnly: true, maxLength: 64, description: Who opened the deal.}
                createdAt: {type: string, format: date-time, readOnly: true, maxLength: 40}
            DealChange:
              type: object
              properties:
                title: {type: string, minLength: 1, maxLength: 120}
                amountCents: {type: integer, minimum: 0, maximum: 1000000000}
                stage: {type: string, enum: [open, won, lost]}
                note: {type: string, maxLength: 500}
                ownerId: {type: string, readOnly: true, maxLength: 64}
                createdAt: {type: string, format: date-time, readOnly: true, maxLength: 40}
            DealPage:\(page(of: "Deal"))
            Member:
              type: object
              required: [id, displayName, title, role]
              properties:
                id: {$ref: "#/components/schemas/Slug"}
                displayName: {type: string, maxLength: 80}
                title: {type: string, maxLength: 80}
                role: {type: string, enum: [agent, admin]}
                phone: {type: string, maxLength: 40, description: Only administrators see it., x-roles: [admin]}
                salary:
                  type: integer
                  minimum: 0
                  maximum: 10000000
                  description: Only administrators see it.
                  x-roles: [admin]
            Billing:
              type: object
              required: [plan, seats]
              properties:
                plan: {type: string, maxLength: 40}
                seats: {type: integer, minimum: 1, maximum: 10000}
                taxNumber: {type: string, maxLength: 40, description: Only administrators see it., x-roles: [admin]}
                cardLastFour: {type: string, maxLength: 4, description: Only administrators see it., x-roles: [admin]}
                monthlyCents:
                  type: integer
                  minimum: 0
                  maximum: 100000000
                  description: Only administrators see it.
                  x-roles: [admin]
            Event:
              type: object
              required: [id, at, actorId, action, targetId]
              properties:
                id: {$ref: "#/components/schemas/Slug"}
                at: {type: string, format: date-time, maxLength: 40}
                actorId: {type: string, maxLength: 64}
                action: {type: string, maxLength: 40}
                targetId: {type: string, maxLength: 64}
            EventPage:\(page(of: "Event"))
            Announcement:
              type: object
              required: [id, title, text, authorId]
              properties:
                id: {$ref: "#/components/schemas/Slug"}
                title: {type: string, maxLength: 120}
                text: {type: string, maxLength: 1000}
                authorId: {type: string, maxLength: 64}
            AnnouncementPage:\(page(of: "Announcement"))
            Export:
              type: object
              required: [id, format, note, state, rows]
              properties:
                id: {$ref: "#/components/schemas/Slug"}
                format: {type: string, enum: [csv, json]}
                note: {type: string, maxLength: 200}
                state: {type: string, enum: [ready]}
                rows: {type: integer, minimum: 0, maximum: 100000}
          requestBodies:
            NewContact:
              required: true
              content:
                application/json:
                  schema:
                    allOf:
                      - {$ref: "#/components/schemas/ContactChange"}
                      - {type: object, required: [name]}
            NewDeal:
              required: true
              content:
                application/json:
                  schema: {$ref: "#/components/schemas/Deal"}
        """

    private static func page(of item: String) -> String {
        """

              type: object
              required: [items, nextCursor]
              properties:
                items: {type: array, maxItems: 100, items: {$ref: "#/components/schemas/\(item)"}}
                nextCursor: {type: string, nullable: true, maxLength: 200}
        """
    }
}
