//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

/// Everything that the service knows, in memory.
actor BookingStore {
    private struct Entry {
        var booking: Booking
        var owner: String
    }

    static let rooms = [
        Room(id: "attic", name: "The Attic", seats: 4), Room(id: "garden", name: "The Garden Room", seats: 12),
        Room(id: "library", name: "The Library", seats: 30),
    ]

    private let userByToken: [String: String]
    private var profiles: [String: Profile]
    private var entries: [UUID: Entry] = [:]

    init(users: [User]) {
        userByToken = Dictionary(users.map { ($0.token, $0.id) }) { first, _ in first }
        profiles = Dictionary(users.map { ($0.id, Profile(id: $0.id, name: $0.id.capitalized, role: $0.role)) }) {
            first,
            _ in first
        }
    }

    func profile(token: String) -> Profile? { userByToken[token].flatMap { profiles[$0] } }

    var allProfiles: [Profile] { profiles.values.sorted { $0.id < $1.id } }

    func update(_ profile: Profile) { profiles[profile.id] = profile }

    func bookings(of owner: String) -> [Booking] {
        entries.values.filter { $0.owner == owner }.map(\.booking).sorted { $0.id.uuidString < $1.id.uuidString }
    }

    func add(_ new: NewBooking, for owner: String) -> Booking {
        let booking = Booking(id: UUID(), room: new.room, title: new.title, day: new.day)
        entries[booking.id] = Entry(booking: booking, owner: owner)
        return booking
    }

    /// A booking, or `nil` where there is none or somebody else's is asked for.
    ///
    /// - Parameter owner: Whose it must be; `nil` for anybody's.
    func booking(_ id: UUID, of owner: String?) -> Booking? {
        guard let entry = entries[id], owner == nil || entry.owner == owner else { return nil }
        return entry.booking
    }

    func remove(_ id: UUID, of owner: String) -> Bool {
        guard entries[id]?.owner == owner else { return false }
        return entries.removeValue(forKey: id) != nil
    }
}
