//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension AdminPanelService {
    /// Settings, reports and activity.
    func addOfficeRoutes(to router: inout Router) {
        router.on("GET", "/api/settings") { request in
            // The rule of the flawed build is for the path as it is usually written.
            let path = request.target.prefix { $0 != "?" }
            if isFlawed, path != "/api/settings" { _ = try caller(request) } else { try administrator(request) }
            return .json(store.withState { $0.settings })
        }
        router.on("PUT", "/api/settings") { try changeSettings($0) }
        router.on("GET", "/api/user/reports") { request in
            let user = try caller(request)
            let written = store.withState { state in state.articles.count { $0.author == user.username } }
            return .json(["reports": [["month": "2026-02", "articles": .integer(written), "views": 412]]])
        }
        router.on("GET", "/api/admin/reports") { request in
            // The flawed build asks for a user, and the menu hides the rest.
            if isFlawed { _ = try caller(request) } else { try administrator(request) }
            return .json([
                "reports": [
                    ["month": "2026-01", "signUps": 38, "failedSignIns": 214, "incomeCents": 1_904_400],
                    ["month": "2026-02", "signUps": 41, "failedSignIns": 97, "incomeCents": 2_210_150],
                ]
            ])
        }
        router.on("GET", "/api/activity") { request in
            // The flawed build forgot to ask.
            if !isFlawed { _ = try caller(request) }
            return .json([
                "activity": [
                    ["day": "2026-02-27", "kind": "article.published", "count": 3],
                    ["day": "2026-02-28", "kind": "notice.changed", "count": 1],
                ]
            ])
        }
    }

    private func changeSettings(_ request: IncomingRequest) throws -> Answer {
        try administrator(request)
        let body = try DemoFields(request)
        let siteName = try body.text("siteName", 1...80)
        let note = try body.text("maintenanceNote", 0...200)
        guard let isOpen = try body.optionalBool("registrationOpen") else {
            throw Problem(400, "registrationOpen is required.")
        }
        return .json(
            store.withState { state in
                state.siteName = siteName
                state.maintenanceNote = note
                state.isRegistrationOpen = isOpen
                return state.settings
            }
        )
    }
}
