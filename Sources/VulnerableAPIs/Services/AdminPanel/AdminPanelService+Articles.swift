//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension AdminPanelService {
    func addArticleRoutes(to router: inout Router) {
        router.on("GET", "/api/articles") { request in
            try page(store.withState { $0.articles.map(\.json) }, request)
        }
        router.on("POST", "/api/articles") { try createText(\.articles, $0, as: try caller($0)) }
        router.on("GET", "/api/articles/{articleId}") { try getText(\.articles, $0, "articleId") }
        router.on("PUT", "/api/articles/{articleId}") { request in
            try changeText(\.articles, request, "articleId", as: try caller(request))
        }
        router.on("DELETE", "/api/articles/{articleId}") { request in
            try administrator(request)
            return try deleteArticle(request)
        }
        guard isFlawed else { return }
        // For clients behind proxies that let only GET and POST through. The rule for DELETE does not see it.
        router.on("POST", "/api/articles/{articleId}") { request in
            switch request.header("X-HTTP-Method-Override")?.uppercased() {
            case "DELETE":
                _ = try caller(request)
                return try deleteArticle(request)
            case "PUT": return try changeText(\.articles, request, "articleId", as: try caller(request))
            default: return Answer(405, contentType: nil).with("Allow", "GET, PUT, DELETE")
            }
        }
    }

    private func deleteArticle(_ request: IncomingRequest) throws -> Answer {
        let id = try id(request, "articleId")
        return try store.withState { state in
            guard let index = state.articles.firstIndex(where: { $0.id == id }) else { throw Problem.notFound }
            state.articles.remove(at: index)
            return .empty
        }
    }

    // MARK: Articles and notices

    func getText(
        _ list: KeyPath<AdminPanelState, [AdminPanelText]>,
        _ request: IncomingRequest,
        _ name: String
    ) throws -> Answer {
        let id = try id(request, name)
        let text = store.withState { state in state[keyPath: list].first { $0.id == id } }
        guard let text else { throw Problem.notFound }
        return .json(text.json)
    }

    func createText(
        _ list: WritableKeyPath<AdminPanelState, [AdminPanelText]>,
        _ request: IncomingRequest,
        as author: AdminPanelUser
    ) throws -> Answer {
        let body = try DemoFields(request)
        let title = try body.text("title", 1...120)
        let words = try body.text("body", 1...2000)
        return try store.withState { state in
            guard state[keyPath: list].count < AdminPanelState.longestList else {
                throw Problem(403, "No more can be kept.")
            }
            let text = AdminPanelText(id: state.newID(), author: author.username, title: title, body: words)
            state[keyPath: list].append(text)
            return .json(text.json, status: 201)
        }
    }

    /// Replaces a text.
    ///
    /// - Parameter editor: Who wants to; everybody may where there is none.
    /// - Throws: ``Problem`` with status 403 for everybody but its author and administrators.
    func changeText(
        _ list: WritableKeyPath<AdminPanelState, [AdminPanelText]>,
        _ request: IncomingRequest,
        _ name: String,
        as editor: AdminPanelUser?
    ) throws -> Answer {
        let id = try id(request, name)
        let body = try DemoFields(request)
        let title = try body.text("title", 1...120)
        let words = try body.text("body", 1...2000)
        return try store.withState { state in
            guard let index = state[keyPath: list].firstIndex(where: { $0.id == id }) else { throw Problem.notFound }
            let author = state[keyPath: list][index].author
            if let editor, !editor.isAdministrator, editor.username != author {
                throw Problem(403, "Only its author may change it.")
            }
            state[keyPath: list][index].title = title
            state[keyPath: list][index].body = words
            return .json(state[keyPath: list][index].json)
        }
    }
}
