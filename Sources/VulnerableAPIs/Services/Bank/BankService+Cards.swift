//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension BankService {
    func addCardRoutes(to router: inout Router) {
        router.on("GET", "/cards") { request in
            let name = try caller(request)
            let own = store.withState { $0.cards.filter { $0.owner == name } }
            return .json(["cards": .array(own.map(\.json))])
        }
        router.on("POST", "/cards/{cardId}/lock") { request in
            try withCard(request, of: try caller(request)) { $0.isLocked = true }
        }
        router.on("POST", "/cards/{cardId}/unlock") { try unlock($0) }
    }

    /// Unlocks a card for who knows its code.
    ///
    /// The flawed build lets its owner, or who has the session, guess for ever. Asking and counting is one step.
    private func unlock(_ request: IncomingRequest) throws -> Answer {
        let name = try caller(request)
        let pin = try DemoFields(request).text("pin", 4...4)
        guard pin.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            throw Problem(400, "pin is four digits.")
        }
        return try withCard(request, of: name) { card in
            if !isFlawed, let seconds = pinFailures.secondsToWait(for: card.id) { throw Problem.tooMany(seconds) }
            guard card.pin == pin else {
                if !isFlawed { pinFailures.recordFailure(of: card.id) }
                throw Problem(403, "The code is wrong.")
            }
            card.isLocked = false
        }
    }

    private func withCard(
        _ request: IncomingRequest,
        of owner: String,
        _ change: (inout BankCard) throws -> Void
    ) throws -> Answer {
        let id = request.parameter("cardId")
        return try store.withState { state in
            guard let index = state.cards.firstIndex(where: { $0.id == id && $0.owner == owner }) else {
                throw Problem.notFound
            }
            try change(&state.cards[index])
            return .json(state.cards[index].json)
        }
    }
}
