//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension DocumentService {
    func addSharingRoutes(to router: inout Router) {
        router.on("POST", "/folders/{folderId}/documents/{documentId}/shares") { try share($0) }
        router.on("GET", "/shared-with-me") { request in
            let account = try caller(request)
            let documents = try archive.withState { state in
                state.documents.values.filter { $0.readers.contains(account.email) }
                    .sorted { $0.sequence > $1.sequence }
                    .map { document in
                        let owner = state.folders[document.folder].flatMap { state.accounts[$0.owner] }
                        return document.summary.adding("sharedBy", .string(owner?.displayName ?? ""))
                    }
            }
            return try Self.page(of: documents, request)
        }
        router.on("GET", "/public/{slug}") { request in
            let slug = request.parameter("slug")
            return try archive.withState { state in
                guard let document = state.documents.values.first(where: { $0.publicSlug == slug }) else {
                    throw Problem.notFound
                }
                return .json(["title": .string(document.title), "body": .string(document.body)])
            }
        }
    }

    /// Lets whoever has an e-mail address read a document; the answer does not tell whether somebody has it.
    private func share(_ request: IncomingRequest) throws -> Answer {
        let owner = try caller(request).id
        let (folderID, id) = (request.parameter("folderId"), request.parameter("documentId"))
        let email = try DemoFields(request).email()
        try archive.withState { state in
            var document = try state.document(id, in: folderID, of: owner)
            guard document.readers.count < 100 else { throw Problem(403, "The document has no room for readers.") }
            document.readers.insert(email)
            state.documents[id] = document
        }
        return .json(["documentId": .string(id), "email": .string(email)], status: 201)
    }
}
