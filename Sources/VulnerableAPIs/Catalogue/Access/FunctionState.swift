//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization

/// The members of a club, by the tokens that they got when they joined.
final class MemberBook: Sendable {
    private let members = Mutex<[String: String]>([:])

    /// - Throws: ``Problem`` with status 401 where nobody has the token.
    func caller(_ request: IncomingRequest) throws -> String {
        guard let token = request.bearerToken, let email = members.withLock({ $0[token] }) else {
            throw Problem.unauthorized
        }
        return email
    }

    func addRoutes(to router: inout Router) {
        router.on("POST", "/register") { request in
            let body = try request.json()
            guard let email = body["email"]?.stringValue, email.contains("@"), body["password"]?.stringValue != nil
            else {
                throw Problem(400, "email and password are required.")
            }
            let token = Fixture.randomSecret()
            try self.members.withLock { members in
                guard !members.values.contains(email) else { throw Problem(409, "The e-mail address has an account.") }
                guard members.count < 5_000 else { throw Problem(403, "The club is full.") }
                members[token] = email
            }
            return .json(["token": .string(token)], status: 201)
        }
    }
}

/// Cards, each with the name of who wrote it.
final class CardBox: Sendable {
    private let cards = Mutex<[(author: String, text: String)]>([])

    func write(_ request: IncomingRequest, by author: String) throws -> Answer {
        let text = try text(request)
        return try cards.withLock { cards in
            guard cards.count < 5_000 else { throw Problem(403, "The box is full.") }
            cards.append((author, text))
            return .json(["id": .integer(cards.count), "text": .string(text)], status: 201)
        }
    }

    func read(_ request: IncomingRequest, by author: String) throws -> Answer {
        let id = Int(request.parameter("cardId")) ?? 0
        return try cards.withLock { cards in
            guard cards.indices.contains(id - 1), cards[id - 1].author == author else { throw Problem.notFound }
            return .json(["id": .integer(id), "text": .string(cards[id - 1].text)])
        }
    }

    /// - Parameter author: Who must have written it; anybody where there is none.
    func rewrite(_ request: IncomingRequest, by author: String?) throws -> Answer {
        let id = Int(request.parameter("cardId")) ?? 0
        let text = try text(request)
        return try cards.withLock { cards in
            guard cards.indices.contains(id - 1), author == nil || cards[id - 1].author == author else {
                throw Problem.notFound
            }
            cards[id - 1].text = text
            return .json(["id": .integer(id), "text": .string(text)])
        }
    }

    private func text(_ request: IncomingRequest) throws -> String {
        guard let text = try request.json()["text"]?.stringValue, !text.isEmpty, text.utf8.count <= 200 else {
            throw Problem(400, "text is required.")
        }
        return text
    }
}
