//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension AdminPanelService {
    static let articlePaths =
        collection("articles", "Article")
            + """

              /api/articles/{articleId}:
                parameters:
                  - {name: articleId, in: path, required: true, schema: {$ref: "#/components/schemas/Number"}}
            \(reading("Article"))
            \(replacing("Article"))
                delete:
                  operationId: deleteArticle
                  tags: [admin]
                  summary: Deletes an article.
                  responses:
                    "204": {description: It is gone.}\(ServiceText.refusals(401, 403, 404, 429))
            """

    static let sitePaths =
        collection("notices", "Notice")
            + """

              /api/notices/{noticeId}:
                parameters:
                  - {name: noticeId, in: path, required: true, schema: {$ref: "#/components/schemas/Number"}}
            \(reading("Notice"))
            \(replacing("Notice"))
              /api/categories:
                get:
                  operationId: listCategories
                  tags: [site]
                  summary: All categories, newest first.
                  security: []
                  parameters:
                    - {$ref: "#/components/parameters/Page"}
                    - {$ref: "#/components/parameters/PerPage"}
                  responses:
                    "200":
                      description: A page.
                      content:
                        application/json:
                          schema: {$ref: "#/components/schemas/CategoryPage"}\(ServiceText.refusals(400, 429))
                post:
                  operationId: createCategory
                  tags: [admin]
                  summary: Adds a category.
                  requestBody:
                    required: true
                    content:
                      application/json:
                        schema:
                          type: object
                          required: [name]
                          properties:
                            name: {type: string, minLength: 1, maxLength: 60}
                  responses:
                    "201":
                      description: The category.
                      content:
                        application/json:
                          schema: {$ref: "#/components/schemas/Category"}\(ServiceText.refusals(400, 401, 403, 415, 429))
              /api/categories/{categoryId}:
                parameters:
                  - {name: categoryId, in: path, required: true, schema: {$ref: "#/components/schemas/Number"}}
            \(reading("Category"))
            """

    private static func collection(_ path: String, _ schema: String) -> String {
        """
          /api/\(path):
            get:
              operationId: list\(schema)s
              tags: [site]
              summary: All \(path), newest first.
              security: []
              parameters:
                - {$ref: "#/components/parameters/Page"}
                - {$ref: "#/components/parameters/PerPage"}
              responses:
                "200":
                  description: A page.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/\(schema)Page"}\(ServiceText.refusals(400, 429))
            post:
              operationId: create\(schema)
              tags: [site]
              summary: Writes one of the \(path).
              requestBody: {$ref: "#/components/requestBodies/Text"}
              responses:
                "201":
                  description: What was written.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/\(schema)"}\(ServiceText.refusals(400, 401, 403, 415, 429))
        """
    }

    private static func reading(_ schema: String) -> String {
        """
            get:
              operationId: get\(schema)
              tags: [site]
              summary: One of them.
              security: []
              responses:
                "200":
                  description: What was asked for.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/\(schema)"}\(ServiceText.refusals(404, 429))
        """
    }

    private static func replacing(_ schema: String) -> String {
        """
            put:
              operationId: replace\(schema)
              tags: [site]
              summary: Replaces it; its author and administrators may.
              requestBody: {$ref: "#/components/requestBodies/Text"}
              responses:
                "200":
                  description: It, as changed.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/\(schema)"}\(ServiceText.refusals(400, 401, 403, 404, 415, 429))
        """
    }
}
