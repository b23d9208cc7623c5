//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A feed of short posts, public or private, with likes and comments.
///
/// Bodies are nested, as in `{"user": {…}}`. What was asked for and what was refused both answer 200: `ok` tells
/// which. Only what the server refuses before it looks closer has a status of its own: unknown paths and methods, and
/// too many attempts.
struct FeedService: Sendable {
    let variant: Variant
    let feed = Feed()
    let failures = FailureLimit(allowed: 20)
    let tokens = DemoTokens(issuer: "https://larkwall.example", audience: "larkwall-members")

    init(_ variant: Variant) { self.variant = variant }

    var isFlawed: Bool { variant == .flawed }

    var api: VulnerableAPI {
        var router = Router()
        router.fallback = { _ in Self.failure("unknown_path", "There is no such path.", status: 404) }
        router.refusal = { Self.refuse($0) }
        router.failure = { _, _ in Self.failure("failed", "Something went wrong.", status: 500) }
        router.finish = { _, answer in Fixture.careful(answer) }
        addMemberRoutes(to: &router)
        addPostRoutes(to: &router)
        addReactionRoutes(to: &router)
        return VulnerableAPI(name: "social-feed-\(variant.rawValue)", document: document, handler: router.handler)
    }

    /// The member who asks, in the form `Authorization: Token …`; `nil` where nobody says who it is.
    ///
    /// - Throws: ``Problem`` with status 401 where there is a token that does not hold.
    func visitor(_ request: IncomingRequest) throws -> Feed.Member? {
        guard let value = request.header("Authorization") else { return nil }
        let halves = value.split(separator: " ", maxSplits: 1)
        guard halves.count == 2, halves[0].lowercased() == "token",
            let handle = tokens.subject(of: String(halves[1])),
            let member = try feed.withState({ $0.members[handle] })
        else { throw Problem.unauthorized }
        return member
    }

    /// The member who asks.
    ///
    /// - Throws: ``Problem`` with status 401 where nobody does.
    func caller(_ request: IncomingRequest) throws -> Feed.Member {
        guard let member = try visitor(request) else { throw Problem.unauthorized }
        return member
    }

    static func success(_ name: String, _ value: JSON) -> Answer {
        .json(["ok": true, "result": .object([.init(name: name, value: value)])])
    }

    /// One page of a list.
    static func page(_ name: String, of values: [JSON], _ request: IncomingRequest) throws -> Answer {
        let page = try request.number("page", 1...10_000, default: 1)
        return success(name, .array(Array(values.dropFirst((page - 1) * 50).prefix(50))))
    }

    static func failure(_ code: String, _ message: String, status: Int = 200) -> Answer {
        let error: JSON = ["code": .string(code), "message": .string(message)]
        return .json(["ok": false, "error": error], status: status)
    }

    private static func refuse(_ problem: Problem) -> Answer {
        let codes = [
            400: "invalid", 401: "unauthenticated", 403: "forbidden", 404: "not_found", 409: "conflict",
            415: "unsupported_media_type",
        ]
        guard problem.status == 429 else { return failure(codes[problem.status] ?? "failed", problem.message) }
        return failure("too_many_requests", problem.message, status: 429).with("Retry-After", "60")
    }
}
