//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Hummingbird

/// Rooms, and the caller's bookings.
struct BookingRoutes {
    let store: BookingStore
    /// Whether a booking is shown to its owner only. Without it, whoever learns an id reads the booking: flaw 1.
    let checksOwner: Bool

    func add(to router: Router<BookingContext>) {
        router.get("rooms", use: listRooms)
        router.get("bookings", use: list)
        router.post("bookings", use: book)
        router.get("bookings/:id", use: show)
        router.delete("bookings/:id", use: cancel)
    }

    @Sendable private func listRooms(_ request: Request, context: BookingContext) async throws -> [Room] {
        guard let text = request.uri.queryParameters["minimumSeats"] else { return BookingStore.rooms }
        guard let seats = Int(text), (1...100).contains(seats) else {
            throw HTTPError(.badRequest, message: "minimumSeats is a number from 1 to 100.")
        }
        return BookingStore.rooms.filter { $0.seats >= seats }
    }

    @Sendable private func list(_ request: Request, context: BookingContext) async throws -> [Booking] {
        await store.bookings(of: try context.requireCaller().id)
    }

    @Sendable private func book(_ request: Request, context: BookingContext) async throws -> EditedResponse<Booking> {
        let new = try await request.decode(as: NewBooking.self, context: context)
        guard BookingStore.rooms.contains(where: { $0.id == new.room }) else {
            throw HTTPError(.badRequest, message: "There is no such room.")
        }
        guard (1...100).contains(new.title.count), new.day.count == 10 else {
            throw HTTPError(.badRequest, message: "A booking has a title and a day.")
        }
        let booking = await store.add(new, for: try context.requireCaller().id)
        return EditedResponse(status: .created, response: booking)
    }

    @Sendable private func show(_ request: Request, context: BookingContext) async throws -> Booking {
        let caller = try context.requireCaller()
        guard let booking = await store.booking(try id(context), of: checksOwner ? caller.id : nil) else {
            throw HTTPError(.notFound, message: "You have no such booking.")
        }
        return booking
    }

    @Sendable private func cancel(_ request: Request, context: BookingContext) async throws -> HTTPResponse.Status {
        guard await store.remove(try id(context), of: try context.requireCaller().id) else {
            throw HTTPError(.notFound, message: "You have no such booking.")
        }
        return .noContent
    }

    private func id(_ context: BookingContext) throws -> UUID {
        guard let id = context.parameters.get("id").flatMap({ UUID(uuidString: $0) }) else {
            throw HTTPError(.notFound, message: "You have no such booking.")
        }
        return id
    }
}
