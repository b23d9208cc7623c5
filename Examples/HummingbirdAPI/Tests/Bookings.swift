//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HummingbirdTesting
import VentiKit
import VentiKitTesting

@testable import HummingbirdAPI

/// The service as the tests run and scan it.
enum Bookings {
    static let users = [
        User(id: "alice", role: .member, token: "alice-4f1c2ab09d7e"),
        User(id: "bob", role: .member, token: "bob-93be55d0c1a8"),
        User(id: "carol", role: .admin, token: "carol-e07a6b1f2d44"),
    ]

    /// Every operation as every user. The service is the test's own, so it may be changed.
    static let scan = APIScan(
        .beside("../openapi.yaml"),
        identities: users.map { Identity($0.id, role: $0.role.rawValue, bearer: $0.token) },
        profile: .active,
        limits: .init(requests: 5_000, seconds: 120),
        seed: 42
    )

    /// The service in this process: requests go straight to its router.
    static func api(isFixed: Bool) -> APIUnderTest {
        .liveServer { scan in
            try await bookingApplication(users: users, isFixed: isFixed).test(.router) { client in
                try await scan(.closure { request, body in try await client.venti(request, body) })
            }
        }
    }
}
