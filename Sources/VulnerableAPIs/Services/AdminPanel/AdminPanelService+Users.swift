//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension AdminPanelService {
    func addUserRoutes(to router: inout Router) {
        router.on("GET", "/api/users") { request in
            // The flawed build believes who says so.
            if isFlawed, request.query("admin") == "true" || request.query("admin") == "1" {
                _ = try caller(request)
            } else {
                try administrator(request)
            }
            return try page(store.withState { $0.users.map(\.json) }, request)
        }
        router.on("POST", "/api/users") { try createUser($0) }
        router.on("GET", "/api/users/{userId}") { request in
            let caller = try caller(request)
            let id = try id(request, "userId")
            let user = store.withState { state in state.users.first { $0.id == id } }
            // Whose account it is not learns nothing, not even that it is there.
            guard let user, caller.isAdministrator || user.id == caller.id else { throw Problem.notFound }
            return .json(user.json)
        }
        router.on("DELETE", "/api/users/{userId}") { request in
            let caller = try administrator(request)
            let id = try id(request, "userId")
            guard id != caller.id else { throw Problem(409, "Another administrator has to do this.") }
            return try store.withState { state in
                guard let index = state.users.firstIndex(where: { $0.id == id }) else { throw Problem.notFound }
                state.users.remove(at: index)
                return .empty
            }
        }
    }

    /// Makes a user, who is invited by letter; the flawed build lets users do it.
    private func createUser(_ request: IncomingRequest) throws -> Answer {
        if isFlawed { _ = try caller(request) } else { try administrator(request) }
        let body = try DemoFields(request)
        let username = try body.text("username", 3...40)
        guard username.utf8.allSatisfy({ "abcdefghijklmnopqrstuvwxyz0123456789-".utf8.contains($0) }) else {
            throw Problem(400, "username has a character that is not allowed.")
        }
        let name = try body.text("displayName", 1...80)
        let role = try body.optionalChoice("role", of: ["user", "admin"]) ?? "user"
        return try store.withState { state in
            guard !state.users.contains(where: { $0.username == username }) else {
                throw Problem(409, "The username is taken.")
            }
            guard state.users.count < AdminPanelState.longestList else { throw Problem(403, "No more can be kept.") }
            let user = AdminPanelUser(id: state.newID(), username: username, displayName: name, role: role)
            state.users.append(user)
            return Answer.json(user.json, status: 201).with("Location", "/api/users/\(user.id)")
        }
    }
}
