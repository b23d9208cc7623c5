//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Hummingbird

/// Serves the bookings on port 8080, with their flaws unless `BOOKINGS_FIXED` is set.
@main
struct App {
    static func main() async throws {
        let isFixed = Environment().get("BOOKINGS_FIXED") != nil
        let tokens = Environment().get("BOOKINGS_TOKENS") ?? ""
        let users = tokens.split(separator: ",").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            return User(id: parts.first ?? "", role: parts.first == "admin" ? .admin : .member, token: parts.last ?? "")
        }
        try await bookingApplication(users: users, isFixed: isFixed).runService()
    }
}

/// The whole service.
///
/// - Parameters:
///   - users: Who may use it, with their tokens.
///   - isFixed: Whether its three flaws are mended.
///   - port: The port; 0 takes a free one.
func bookingApplication(users: [User], isFixed: Bool, port: Int = 8080) -> some ApplicationProtocol {
    let store = BookingStore(users: users)
    let router = Router(context: BookingContext.self)
    router.add(middleware: HardeningMiddleware())
    router.add(middleware: TokenMiddleware(store: store))
    BookingRoutes(store: store, checksOwner: isFixed).add(to: router)
    ProfileRoutes(store: store, takesNameOnly: isFixed, checksRole: isFixed).add(to: router)
    return Application(router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)))
}
