//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension CRMService {
    static let contactPaths = """
          /v2/contacts:
            get:
              operationId: searchContacts
              tags: [sales]
              summary: The company's contacts, newest first.
              parameters:
                - {name: q, in: query, description: Part of the name., schema: {type: string, maxLength: 80}}
                - {$ref: "#/components/parameters/Limit"}
                - {$ref: "#/components/parameters/Cursor"}
              responses:
                "200":
                  description: A page.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/ContactPage"}\(ServiceText.refusals(400, 401, 403, 429))
            post:
              operationId: createContact
              tags: [sales]
              summary: Adds a contact.
              requestBody: {$ref: "#/components/requestBodies/NewContact"}
              responses:
                "201":
                  description: The contact.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Contact"}\(ServiceText.refusals(400, 401, 403, 415, 429))
          /v2/contacts/{contactId}:
            parameters:
              - {name: contactId, in: path, required: true, schema: {$ref: "#/components/schemas/Slug"}}
            get:
              operationId: getContact
              tags: [sales]
              summary: One of the company's contacts.
              responses:
                "200":
                  description: The contact.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Contact"}\(ServiceText.refusals(401, 403, 404, 429))
            patch:
              operationId: changeContact
              tags: [sales]
              summary: Changes a contact.
              requestBody:
                required: true
                content:
                  application/json:
                    schema: {$ref: "#/components/schemas/ContactChange"}
              responses:
                "200":
                  description: The contact as changed.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Contact"}\(ServiceText.refusals(400, 401, 403, 404, 415, 429))
            delete:
              operationId: deleteContact
              tags: [sales]
              summary: Deletes a contact.
              responses:
                "204": {description: It is gone.}\(ServiceText.refusals(401, 403, 404, 429))
        """

    static let dealPaths = """
          /v2/deals:
            get:
              operationId: listDeals
              tags: [sales]
              summary: The company's deals, newest first.
              parameters:
                - {$ref: "#/components/parameters/Limit"}
                - {$ref: "#/components/parameters/Cursor"}
              responses:
                "200":
                  description: A page.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/DealPage"}\(ServiceText.refusals(400, 401, 403, 429))
            post:
              operationId: createDeal
              tags: [sales]
              summary: Opens a deal.
              requestBody: {$ref: "#/components/requestBodies/NewDeal"}
              responses:
                "201":
                  description: The deal.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Deal"}\(ServiceText.refusals(400, 401, 403, 415, 429))
          /v2/deals/{dealId}:
            parameters:
              - {name: dealId, in: path, required: true, schema: {$ref: "#/components/schemas/Slug"}}
            get:
              operationId: getDeal
              tags: [sales]
              summary: One of the company's deals.
              responses:
                "200":
                  description: The deal.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Deal"}\(ServiceText.refusals(401, 403, 404, 429))
            patch:
              operationId: changeDeal
              tags: [sales]
              summary: Changes a deal.
              requestBody:
                required: true
                content:
                  application/json:
                    schema: {$ref: "#/components/schemas/DealChange"}
              responses:
                "200":
                  description: The deal as changed.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Deal"}\(ServiceText.refusals(400, 401, 403, 404, 415, 429))
            delete:
              operationId: deleteDeal
              tags: [sales]
              summary: Deletes a deal.
              responses:
                "204": {description: It is gone.}\(ServiceText.refusals(401, 403, 404, 429))
        """
}
