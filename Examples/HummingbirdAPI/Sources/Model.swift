//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Hummingbird

/// Someone who may use the service.
struct User: Sendable {
    enum Role: String, Codable, Sendable {
        case member, admin
    }

    var id: String
    var role: Role
    var token: String
}

/// What the service says about a user.
struct Profile: ResponseCodable, Sendable {
    var id: String
    var name: String
    var role: User.Role
}

/// What a user may change of their profile. `role` is taken by the flawed build only.
struct ProfileChange: Decodable, Sendable {
    var name: String
    var role: User.Role?
}

/// A room that can be booked.
struct Room: ResponseEncodable, Sendable {
    var id: String
    var name: String
    var seats: Int
}

/// What a user asks for.
struct NewBooking: Decodable, Sendable {
    var room: String
    var title: String
    var day: String
}

/// A room that somebody has on a day.
struct Booking: ResponseEncodable, Sendable {
    var id: UUID
    var room: String
    var title: String
    var day: String
}
