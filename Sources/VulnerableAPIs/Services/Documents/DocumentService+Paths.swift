//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension DocumentService {
    private static func list(_ schema: String) -> String {
        "{type: array, maxItems: 100, items: \(DemoDocument.reference(schema))}"
    }

    private static let paging = """
        parameters: [{$ref: "#/components/parameters/Offset"}, {$ref: "#/components/parameters/Limit"}]
        """
    private static let documentParameters = """
        parameters: [{$ref: "#/components/parameters/FolderId"}, {$ref: "#/components/parameters/DocumentId"}]
        """

    var accountPaths: String {
        """
          /accounts:
            post:
              operationId: registerAccount
              summary: Opens an account.
              security: []
              requestBody: \(DemoDocument.body("NewAccount"))
              responses:
                \(DemoDocument.success(201, "The account.", DemoDocument.reference("Account")))
                \(DemoDocument.publicRefusals(400, 403, 409, 415))
          /accounts/current:
            get:
              operationId: getCurrentAccount
              summary: The account that asks.
              responses:
                \(DemoDocument.success(200, "The account.", DemoDocument.reference("Account")))
                \(DemoDocument.refusals())
          /sessions:
            post:
              operationId: createSession
              summary: Signs in. The session's token goes into the field X-Session-Token.
              security: []
              requestBody: \(DemoDocument.body("Credentials"))
              responses:
                \(DemoDocument.success(201, "The session.", DemoDocument.reference("Session")))
                \(DemoDocument.publicRefusals(400, 401, 415))
          /sessions/current:
            delete:
              operationId: endSession
              summary: Signs out; the token is void from then on.
              responses:
                "204": {description: The session has ended.}
                \(DemoDocument.refusals())
        """
    }

    var folderPaths: String {
        """
          /folders:
            get:
              operationId: listFolders
              summary: The caller's folders, newest first.
              \(Self.paging)
              responses:
                \(DemoDocument.success(200, "The folders.", Self.list("Folder")))
                \(DemoDocument.refusals(400))
            post:
              operationId: createFolder
              summary: Makes a folder.
              requestBody: \(DemoDocument.body("NewFolder"))
              responses:
                \(DemoDocument.success(201, "The folder.", DemoDocument.reference("Folder")))
                \(DemoDocument.refusals(400, 415))
          /folders/{folderId}:
            parameters: [{$ref: "#/components/parameters/FolderId"}]
            get:
              operationId: getFolder
              summary: One of the caller's folders.
              responses:
                \(DemoDocument.success(200, "The folder.", DemoDocument.reference("Folder")))
                \(DemoDocument.refusals())
            delete:
              operationId: deleteFolder
              summary: Deletes a folder and the documents in it.
              responses:
                "204": {description: It is deleted.}
                \(DemoDocument.refusals())
        """
    }

    var documentPaths: String {
        """
          /documents:
            get:
              operationId: listDocuments
              summary: The caller's documents of all folders, newest first.
              \(Self.paging)
              responses:
                \(DemoDocument.success(200, "The documents.", Self.list("DocumentSummary")))
                \(DemoDocument.refusals(400))
          /folders/{folderId}/documents:
            parameters: [{$ref: "#/components/parameters/FolderId"}]
            get:
              operationId: listFolderDocuments
              summary: The documents of a folder, newest first.
              \(Self.paging)
              responses:
                \(DemoDocument.success(200, "The documents.", Self.list("DocumentSummary")))
                \(DemoDocument.refusals(400))
            post:
              operationId: createDocument
              summary: Puts a document into a folder.
              requestBody: \(DemoDocument.body("DocumentText"))
              responses:
                \(DemoDocument.success(201, "The document.", DemoDocument.reference("Document")))
                \(DemoDocument.refusals(400, 415))
          /folders/{folderId}/documents/{documentId}:
            \(Self.documentParameters)
            get:
              operationId: getDocument
              summary: A document of the caller's, or one that was shared with the caller.
              responses:
                \(DemoDocument.success(200, "The document.", DemoDocument.reference("Document")))
                \(DemoDocument.refusals(404))
            put:
              operationId: replaceDocument
              summary: Replaces a document of the caller's.
              requestBody: \(DemoDocument.body("DocumentText"))
              responses:
                \(DemoDocument.success(200, "The document as changed.", DemoDocument.reference("Document")))
                \(DemoDocument.refusals(400, 404, 415))
            delete:
              operationId: deleteDocument
              summary: Deletes a document of the caller's.
              responses:
                "204": {description: It is deleted.}
                \(DemoDocument.refusals(404))
          /folders/{folderId}/documents/{documentId}/export:
            \(Self.documentParameters)
            get:
              operationId: exportDocument
              summary: A document of the caller's as a plain text.
              responses:
                "200":
                  description: The text.
                  content: {text/plain: {schema: {type: string, maxLength: 6000}}}
                \(DemoDocument.refusals(404))
        """
    }

    var sharingPaths: String {
        """
          /folders/{folderId}/documents/{documentId}/shares:
            \(Self.documentParameters)
            post:
              operationId: shareDocument
              summary: Lets whoever has the e-mail address read a document of the caller's.
              requestBody: \(DemoDocument.body("NewShare"))
              responses:
                \(DemoDocument.success(201, "It is shared.", DemoDocument.reference("Share")))
                \(DemoDocument.refusals(400, 404, 415))
          /shared-with-me:
            get:
              operationId: listShared
              summary: The documents that others shared with the caller, newest first.
              \(Self.paging)
              responses:
                \(DemoDocument.success(200, "The documents.", Self.list("SharedDocument")))
                \(DemoDocument.refusals(400))
          /public/{slug}:
            parameters: [{name: slug, in: path, required: true, schema: {type: string, minLength: 1, maxLength: 100}}]
            get:
              operationId: getPublished
              summary: A document under its public link, for everybody.
              security: []
              responses:
                \(DemoDocument.success(200, "The document.", DemoDocument.reference("PublishedDocument")))
                \(DemoDocument.publicRefusals(404))
        """
    }
}
