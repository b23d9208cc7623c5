//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension AdminPanelService {
    static let userPaths = """
          /api/users:
            get:
              operationId: listUsers
              tags: [admin]
              summary: All users, newest first.
              parameters:
                - {$ref: "#/components/parameters/Page"}
                - {$ref: "#/components/parameters/PerPage"}
              responses:
                "200":
                  description: A page.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/UserPage"}\(ServiceText.refusals(400, 401, 403, 429))
            post:
              operationId: createUser
              tags: [admin]
              summary: Makes a user, who gets an invitation by letter.
              requestBody:
                required: true
                content:
                  application/json:
                    schema:
                      type: object
                      required: [username, displayName]
                      properties:
                        username: {type: string, pattern: "^[a-z0-9-]+$", minLength: 3, maxLength: 40}
                        displayName: {type: string, minLength: 1, maxLength: 80}
                        role: {type: string, enum: [user, admin], default: user}
              responses:
                "201":
                  description: The user.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/User"}\(ServiceText.refusals(400, 401, 403, 409, 415, 429))
          /api/users/{userId}:
            parameters:
              - {name: userId, in: path, required: true, schema: {$ref: "#/components/schemas/Number"}}
            get:
              operationId: getUser
              tags: [account]
              summary: One user; those who are no administrators see themselves only.
              responses:
                "200":
                  description: The user.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/User"}\(ServiceText.refusals(401, 403, 404, 429))
            delete:
              operationId: deleteUser
              tags: [admin]
              summary: Deletes a user.
              responses:
                "204": {description: The user is gone.}\(ServiceText.refusals(401, 403, 404, 409, 429))
        """

    static let officePaths = """
          /api/settings:
            get:
              operationId: getSettings
              tags: [admin]
              summary: The site's settings.
              responses:
                "200":
                  description: The settings.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Settings"}\(ServiceText.refusals(401, 403, 429))
            put:
              operationId: changeSettings
              tags: [admin]
              summary: Replaces the site's settings.
              requestBody:
                required: true
                content:
                  application/json:
                    schema: {$ref: "#/components/schemas/Settings"}
              responses:
                "200":
                  description: The settings as changed.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Settings"}\(ServiceText.refusals(400, 401, 403, 415, 429))
          /api/user/reports:
            get:
              operationId: listUserReports
              tags: [account]
              summary: How the caller's articles did.
              responses:
                "200":
                  description: The reports by month.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/UserReports"}\(ServiceText.refusals(401, 403, 429))
          /api/admin/reports:
            get:
              operationId: listAdminReports
              tags: [admin]
              summary: How the site did.
              responses:
                "200":
                  description: The reports by month.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/AdminReports"}\(ServiceText.refusals(401, 403, 429))
          /api/activity:
            get:
              operationId: listActivity
              tags: [account]
              summary: What has been done on the site.
              responses:
                "200":
                  description: The activity by day.
                  content:
                    application/json:
                      schema: {$ref: "#/components/schemas/Activity"}\(ServiceText.refusals(401, 403, 429))
        """
}
