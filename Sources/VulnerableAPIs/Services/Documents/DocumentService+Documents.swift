//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension DocumentService {
    func addDocumentRoutes(to router: inout Router) {
        router.on("GET", "/documents") { try listAll($0) }
        router.on("GET", "/folders/{folderId}/documents") { request in
            let (owner, id) = (try caller(request).id, request.parameter("folderId"))
            let documents = try archive.withState { state in
                let folder = try state.folder(id, of: owner)
                return Self.newestFirst(state.documents.values.filter { $0.folder == folder.id })
            }
            return try Self.page(of: documents, request)
        }
        router.on("POST", "/folders/{folderId}/documents") { try write($0) }
        let one = "/folders/{folderId}/documents/{documentId}"
        router.on("GET", one) { .json(try read($0).json) }
        router.on("PUT", one) { try rewrite($0) }
        router.on("DELETE", one) { try delete($0) }
        router.on("GET", one + "/export") { try export($0) }
    }

    private static func newestFirst(_ documents: [Archive.Document]) -> [JSON] {
        documents.sorted { $0.sequence > $1.sequence }.map(\.summary)
    }

    /// The caller's documents of all folders.
    ///
    /// The flawed build gives everybody's.
    private func listAll(_ request: IncomingRequest) throws -> Answer {
        let owner = try caller(request).id
        let documents = try archive.withState { state in
            Self.newestFirst(
                state.documents.values.filter { isFlawed || state.folders[$0.folder]?.owner == owner }
            )
        }
        return try Self.page(of: documents, request)
    }

    /// A document of the caller's folder, or one that was shared with the caller.
    ///
    /// The flawed build sees that the folder is the caller's, but not that the document is in it.
    private func read(_ request: IncomingRequest) throws -> Archive.Document {
        let account = try caller(request)
        let (folderID, id) = (request.parameter("folderId"), request.parameter("documentId"))
        return try archive.withState { state in
            let document = state.documents[id]
            if let document, document.folder == folderID, document.readers.contains(account.email) { return document }
            let folder = try state.folder(folderID, of: account.id)
            guard let document, isFlawed || document.folder == folder.id else { throw Self.noDocument }
            return document
        }
    }

    /// The document as a text.
    ///
    /// The flawed build gives it to everybody, as the link was once meant for a print service.
    private func export(_ request: IncomingRequest) throws -> Answer {
        let (folderID, id) = (request.parameter("folderId"), request.parameter("documentId"))
        let owner = isFlawed ? nil : try caller(request).id
        let document = try archive.withState { state in
            if let owner { return try state.document(id, in: folderID, of: owner) }
            guard let document = state.documents[id], document.folder == folderID else { throw Self.foreignFolder }
            return document
        }
        return .text("\(document.title)\n\n\(document.body)\n")
    }

    private func delete(_ request: IncomingRequest) throws -> Answer {
        let owner = try caller(request).id
        let (folderID, id) = (request.parameter("folderId"), request.parameter("documentId"))
        try archive.withState { state in
            // The flawed build asks for a session and for nothing else.
            if !isFlawed || state.documents[id]?.folder != folderID {
                _ = try state.document(id, in: folderID, of: owner)
            }
            state.documents[id] = nil
        }
        return .empty
    }

    // MARK: Writing

    private func write(_ request: IncomingRequest) throws -> Answer {
        let (owner, folderID) = (try caller(request).id, request.parameter("folderId"))
        let fields = try DemoFields(request)
        let title = try fields.text("title", 1...120)
        let body = try fields.text("body", 0...5_000)
        let isPublic = try fields.optionalBool("published") ?? false
        let document = try archive.withState { state in
            let folder = try state.folder(folderID, of: owner)
            guard state.documents.count < 20_000 else { throw Problem(403, "No more documents are taken.") }
            let document = Archive.Document(
                id: Archive.newID(),
                folder: folder.id,
                sequence: state.nextSequence(),
                title: title,
                body: body,
                publicSlug: isPublic ? Fixture.randomSecret() : nil
            )
            state.documents[document.id] = document
            return document.json
        }
        return .json(document, status: 201)
    }

    private func rewrite(_ request: IncomingRequest) throws -> Answer {
        let owner = try caller(request).id
        let (folderID, id) = (request.parameter("folderId"), request.parameter("documentId"))
        let fields = try DemoFields(request)
        let title = try fields.text("title", 1...120)
        let body = try fields.text("body", 0...5_000)
        let isPublic = try fields.optionalBool("published") ?? false
        let document = try archive.withState { state in
            var document = try state.document(id, in: folderID, of: owner)
            document.title = title
            document.body = body
            document.publicSlug = isPublic ? document.publicSlug ?? Fixture.randomSecret() : nil
            document.updatedAt = .now
            state.documents[id] = document
            return document.json
        }
        return .json(document)
    }
}
