//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension AdminPanelService {
    static let schemas = """
            Error:
              type: object
              required: [type, title, status]
              properties:
                type: {type: string, maxLength: 100}
                title: {type: string, maxLength: 100}
                status: {type: integer, minimum: 400, maximum: 599}
                detail: {type: string, maxLength: 200}
            Number: {type: integer, minimum: 1, maximum: 2147483647}
            User:
              type: object
              required: [id, username, displayName, role]
              properties:
                id: {$ref: "#/components/schemas/Number"}
                username: {type: string, maxLength: 40}
                displayName: {type: string, maxLength: 80}
                role: {type: string, enum: [user, admin]}
            UserPage:\(page(of: "User"))
            Settings:
              type: object
              required: [siteName, registrationOpen, maintenanceNote]
              properties:
                siteName: {type: string, minLength: 1, maxLength: 80}
                registrationOpen: {type: boolean}
                maintenanceNote: {type: string, maxLength: 200}
            UserReports:
              type: object
              required: [reports]
              properties:
                reports:
                  type: array
                  maxItems: 24
                  items:
                    type: object
                    properties:
                      month: {type: string, maxLength: 7}
                      articles: {type: integer, minimum: 0, maximum: 1000000}
                      views: {type: integer, minimum: 0, maximum: 1000000000}
            AdminReports:
              type: object
              required: [reports]
              properties:
                reports:
                  type: array
                  maxItems: 24
                  items:
                    type: object
                    properties:
                      month: {type: string, maxLength: 7}
                      signUps: {type: integer, minimum: 0, maximum: 1000000}
                      failedSignIns: {type: integer, minimum: 0, maximum: 1000000}
                      incomeCents: {type: integer, minimum: 0, maximum: 1000000000}
            Activity:
              type: object
              required: [activity]
              properties:
                activity:
                  type: array
                  maxItems: 100
                  items:
                    type: object
                    properties:
                      day: {type: string, format: date, maxLength: 10}
                      kind: {type: string, maxLength: 40}
                      count: {type: integer, minimum: 0, maximum: 1000000}
            Article: {$ref: "#/components/schemas/Text"}
            Notice: {$ref: "#/components/schemas/Text"}
            Text:
              type: object
              required: [id, title, body, author]
              properties:
                id: {$ref: "#/components/schemas/Number"}
                title: {type: string, maxLength: 120}
                body: {type: string, maxLength: 2000}
                author: {type: string, maxLength: 40}
            ArticlePage:\(page(of: "Article"))
            NoticePage:\(page(of: "Notice"))
            Category:
              type: object
              required: [id, name]
              properties:
                id: {$ref: "#/components/schemas/Number"}
                name: {type: string, maxLength: 60}
            CategoryPage:\(page(of: "Category"))
        """

    private static func page(of item: String) -> String {
        """

              type: object
              required: [data, page, perPage, total]
              properties:
                data: {type: array, maxItems: 100, items: {$ref: "#/components/schemas/\(item)"}}
                page: {type: integer, minimum: 1, maximum: 100000}
                perPage: {type: integer, minimum: 1, maximum: 100}
                total: {type: integer, minimum: 0, maximum: 100000}
        """
    }
}
