//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A grocer's shop: accounts, products, orders, a wallet with coupons and top-ups, and invoices.
///
/// Ids are whole numbers, answers come as `{"data": …}`, and the login gives out a bearer token for ten minutes.
struct OrderService: Sendable {
    let variant: Variant
    let shop = Shop()
    let failures = FailureLimit()
    let tokens = DemoTokens(issuer: "https://api.marlow-pantry.example", audience: "marlow-pantry-shop")

    init(_ variant: Variant) { self.variant = variant }

    var isFlawed: Bool { variant == .flawed }

    var api: VulnerableAPI {
        var router = Router()
        router.refusal = { Self.refuse($0) }
        router.finish = { _, answer in Fixture.careful(answer) }
        addAccountRoutes(to: &router)
        addOrderRoutes(to: &router)
        addWalletRoutes(to: &router)
        return VulnerableAPI(name: "orders-\(variant.rawValue)", document: document, handler: router.handler)
    }

    /// The account that asks.
    ///
    /// - Throws: ``Problem`` with status 401 where the token does not hold.
    func caller(_ request: IncomingRequest) throws -> Int {
        guard let id = tokens.subject(of: request.bearerToken).flatMap({ Int($0) }) else { throw Problem.unauthorized }
        return id
    }

    /// A whole number of the path; what is none is as unknown as any other.
    func id(_ name: String, of request: IncomingRequest) throws -> Int {
        let text = request.parameter(name)
        guard let id = Int(text), String(id) == text else { throw Problem.notFound }
        return id
    }

    static func data(_ value: JSON, status: Int = 200) -> Answer { .json(["data": value], status: status) }

    /// One page of a list.
    static func page(of values: [JSON], _ request: IncomingRequest) throws -> Answer {
        let page = try request.number("page", 1...10_000, default: 1)
        let size = try request.number("pageSize", 1...50, default: 20)
        return .json([
            "data": .array(Array(values.dropFirst((page - 1) * size).prefix(size))),
            "page": .integer(page), "pageSize": .integer(size), "total": .integer(values.count),
        ])
    }

    private static func refuse(_ problem: Problem) -> Answer {
        let codes = [
            400: "invalid", 401: "unauthenticated", 403: "forbidden", 404: "not_found", 409: "conflict",
            415: "unsupported_media_type", 429: "too_many_requests",
        ]
        let code = codes[problem.status] ?? "failed"
        let error: JSON = ["code": .string(code), "message": .string(problem.message)]
        let answer = Answer.json(["error": error], status: problem.status)
        switch problem.status {
        case 401: return answer.with("WWW-Authenticate", "Bearer")
        case 429: return answer.with("Retry-After", "60")
        default: return answer
        }
    }
}
