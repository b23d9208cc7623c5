//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Hummingbird

/// The caller's profile, and everybody's for administrators.
struct ProfileRoutes {
    let store: BookingStore
    /// Whether a change of the profile takes nothing but the name. Without it, a member becomes an administrator: flaw 2.
    let takesNameOnly: Bool
    /// Whether the list of profiles is for administrators only. Without it, any member reads it: flaw 3.
    let checksRole: Bool

    func add(to router: Router<BookingContext>) {
        router.get("me") { _, context in try context.requireCaller() }
        router.patch("me", use: change)
        router.get("admin/profiles", use: list)
    }

    @Sendable private func change(_ request: Request, context: BookingContext) async throws -> Profile {
        var profile = try context.requireCaller()
        let change = try await request.decode(as: ProfileChange.self, context: context)
        guard (1...100).contains(change.name.count) else { throw HTTPError(.badRequest, message: "A name is needed.") }
        profile.name = change.name
        if !takesNameOnly, let role = change.role { profile.role = role }
        await store.update(profile)
        return profile
    }

    @Sendable private func list(_ request: Request, context: BookingContext) async throws -> [Profile] {
        guard !checksRole || context.caller?.role == .admin else {
            throw HTTPError(.forbidden, message: "This is for administrators.")
        }
        return await store.allProfiles
    }
}
