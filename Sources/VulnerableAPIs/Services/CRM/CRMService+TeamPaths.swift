//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension CRMService {
    static let teamPaths = """
          /v2/members:
            get:
              operationId: listMembers
              tags: [team]
              summary: The company's team. Administrators see phone and salary as well.
              parameters:
                - {$ref: "#/components/parameters/Limit"}
                - {$ref: "#/components/parameters/Cursor"}
              responses:
                "200":
                  description: A page.
                  content:
                    application/json:
                      schema:
                        type: object
                        required: [items, nextCursor]
                        properties:
                          items: {type: array, maxItems: 100, items: {$ref: "#/components/schemas/Member"}}
                          nextCursor: {type: string, nullable: true, maxLength: 200}\(ServiceText.refusals(400, 401, 403, 429))
            post:
              operationId: inviteMember
              tags: [team, admin]
              summary: Invites someone to the team.
              requestBody:
                required: true
                content:
                  application/json:
                    schema:
                      type: object
                      required: [displayName]
                      properties:
                        displayName: {type: string, minLength: 1, maxLength: 80}
                        title: {type: string, maxLength: 80}
                        role: {type: string, enum: [agent, admin], default: agent}
              responses:
                "201":
                  description: The member.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Member"}\(ServiceText.refusals(400, 401, 403, 415, 429))
          /v2/members/{memberId}:
            parameters:
              - {name: memberId, in: path, required: true, schema: {$ref: "#/components/schemas/Slug"}}
            patch:
              operationId: changeMember
              tags: [team, admin]
              summary: Changes a member's role or title.
              requestBody:
                required: true
                content:
                  application/json:
                    schema:
                      type: object
                      properties:
                        title: {type: string, maxLength: 80}
                        role: {type: string, enum: [agent, admin]}
              responses:
                "200":
                  description: The member as changed.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Member"}\(ServiceText.refusals(400, 401, 403, 404, 409, 415, 429))
            delete:
              operationId: removeMember
              tags: [team, admin]
              summary: Takes a member off the team.
              responses:
                "204": {description: The member is gone.}\(ServiceText.refusals(401, 403, 404, 409, 429))
        """

    static let officePaths = """
          /v2/audit-log:
            get:
              operationId: getAuditLog
              tags: [admin]
              summary: Who did what in the company, newest first.
              parameters:
                - {$ref: "#/components/parameters/Limit"}
                - {$ref: "#/components/parameters/Cursor"}
              responses:
                "200":
                  description: A page.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/EventPage"}\(ServiceText.refusals(400, 401, 403, 429))
          /v2/billing:
            get:
              operationId: getBilling
              tags: [team]
              summary: The company's plan. Administrators see what it costs as well.
              responses:
                "200":
                  description: The plan.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Billing"}\(ServiceText.refusals(401, 403, 429))
          /v2/announcements:
            get:
              operationId: listAnnouncements
              tags: [team]
              summary: What the whole company was told, newest first.
              parameters:
                - {$ref: "#/components/parameters/Limit"}
                - {$ref: "#/components/parameters/Cursor"}
              responses:
                "200":
                  description: A page.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/AnnouncementPage"}\(ServiceText.refusals(400, 401, 403, 429))
            post:
              operationId: announce
              tags: [admin]
              summary: Tells the whole company something.
              requestBody:
                required: true
                content:
                  application/json:
                    schema:
                      type: object
                      required: [title, text]
                      properties:
                        title: {type: string, minLength: 1, maxLength: 120}
                        text: {type: string, minLength: 1, maxLength: 1000}
              responses:
                "201":
                  description: The announcement.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Announcement"}\(ServiceText.refusals(400, 401, 403, 415, 429))
          /v2/exports:
            post:
              operationId: startExport
              tags: [sales]
              summary: Exports the company's contacts.
              requestBody:
                required: true
                content:
                  application/json:
                    schema:
                      type: object
                      required: [format]
                      properties:
                        format: {type: string, enum: [csv, json]}
                        note: {type: string, maxLength: 200}
              responses:
                "201":
                  description: The export.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Export"}\(ServiceText.refusals(400, 401, 403, 415, 429))
          /v2/exports/{exportId}:
            parameters:
              - {name: exportId, in: path, required: true, schema: {$ref: "#/components/schemas/Slug"}}
            get:
              operationId: getExport
              tags: [sales]
              summary: One of the company's exports.
              responses:
                "200":
                  description: The export.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Export"}\(ServiceText.refusals(401, 403, 404, 429))
        """
}
