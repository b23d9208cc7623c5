//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension DocumentService {
    func addFolderRoutes(to router: inout Router) {
        router.on("GET", "/folders") { request in
            let owner = try caller(request).id
            let folders = try archive.withState { state in
                state.folders.values.filter { $0.owner == owner && !$0.isDeleted }
                    .sorted { $0.sequence > $1.sequence }.map(\.json)
            }
            return try Self.page(of: folders, request)
        }
        router.on("POST", "/folders") { try makeFolder($0) }
        router.on("GET", "/folders/{folderId}") { request in
            let (owner, id) = (try caller(request).id, request.parameter("folderId"))
            return .json(try archive.withState { try folder(id, of: owner, in: $0).json })
        }
        router.on("DELETE", "/folders/{folderId}") { request in
            let (owner, id) = (try caller(request).id, request.parameter("folderId"))
            try archive.withState { state in
                _ = try state.folder(id, of: owner)
                state.documents = state.documents.filter { $0.value.folder != id }
                if isFlawed { state.folders[id]?.isDeleted = true } else { state.folders[id] = nil }
            }
            return .empty
        }
    }

    /// A folder to be shown.
    ///
    /// The flawed build forgets to ask whether it was deleted.
    private func folder(_ id: String, of owner: String, in state: Archive.State) throws -> Archive.Folder {
        guard isFlawed else { return try state.folder(id, of: owner) }
        guard let folder = state.folders[id], folder.owner == owner else { throw Self.foreignFolder }
        return folder
    }

    private func makeFolder(_ request: IncomingRequest) throws -> Answer {
        let owner = try caller(request).id
        let fields = try DemoFields(request)
        let name = try fields.text("name", 1...80)
        let description = try fields.optionalText("description", 0...300) ?? ""
        let folder = try archive.withState { state in
            guard state.folders.count < 20_000 else { throw Problem(403, "No more folders are taken.") }
            let folder = Archive.Folder(
                id: Archive.newID(),
                owner: owner,
                sequence: state.nextSequence(),
                name: name,
                description: description
            )
            state.folders[folder.id] = folder
            return folder.json
        }
        return .json(folder, status: 201)
    }

    /// A part of a list, as `offset` and `limit` say.
    static func page(of values: [JSON], _ request: IncomingRequest) throws -> Answer {
        let offset = try request.number("offset", 0...100_000, default: 0)
        let limit = try request.number("limit", 1...100, default: 50)
        return .json(.array(Array(values.dropFirst(offset).prefix(limit))))
    }
}
