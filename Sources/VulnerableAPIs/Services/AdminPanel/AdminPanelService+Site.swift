//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension AdminPanelService {
    func addCategoryRoutes(to router: inout Router) {
        router.on("GET", "/api/categories") { request in
            try page(store.withState { $0.categories.map(\.json) }, request)
        }
        router.on("POST", "/api/categories") { try createCategory($0) }
        router.on("GET", "/api/categories/{categoryId}") { request in
            let id = try id(request, "categoryId")
            let category = store.withState { state in state.categories.first { $0.id == id } }
            guard let category else { throw Problem.notFound }
            return .json(category.json)
        }
        guard isFlawed else { return }
        // Written for a migration, in no document, and never taken out.
        router.on("DELETE", "/api/categories/{categoryId}") { request in
            _ = try caller(request)
            let id = try id(request, "categoryId")
            return try store.withState { state in
                guard let index = state.categories.firstIndex(where: { $0.id == id }) else { throw Problem.notFound }
                state.categories.remove(at: index)
                return .empty
            }
        }
    }

    func addNoticeRoutes(to router: inout Router) {
        router.on("GET", "/api/notices") { request in
            try page(store.withState { $0.notices.map(\.json) }, request)
        }
        router.on("POST", "/api/notices") { try createText(\.notices, $0, as: try caller($0)) }
        router.on("GET", "/api/notices/{noticeId}") { try getText(\.notices, $0, "noticeId") }
        router.on("PUT", "/api/notices/{noticeId}") { request in
            // The flawed build checks a credential where there is one.
            let isUnchecked = isFlawed && request.header("Authorization") == nil
            return try changeText(\.notices, request, "noticeId", as: isUnchecked ? nil : try caller(request))
        }
    }

    private func createCategory(_ request: IncomingRequest) throws -> Answer {
        try administrator(request)
        let name = try DemoFields(request).text("name", 1...60)
        return try store.withState { state in
            guard state.categories.count < AdminPanelState.longestList else {
                throw Problem(403, "No more can be kept.")
            }
            let category = AdminPanelCategory(id: state.newID(), name: name)
            state.categories.append(category)
            return Answer.json(category.json, status: 201).with("Location", "/api/categories/\(category.id)")
        }
    }
}
