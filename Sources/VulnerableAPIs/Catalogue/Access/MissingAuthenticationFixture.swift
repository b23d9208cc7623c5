//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension VulnerableAPI {
    /// Payslips that the document protects with a bearer token, which the flawed API does not ask for.
    ///
    /// The fixed one answers 200 to everything and says in the body whether it worked. Both have a board that may be
    /// read with or without a token.
    package static func missingAuthentication(_ variant: Variant) -> VulnerableAPI {
        let token = Fixture.randomSecret()
        let payslip: JSON = .objectSchema(["month": .textSchema(7), "netCents": .numberSchema()])
        let document = FixtureDocument(
            title: "Payslips",
            security: .bearer,
            operations: [
                FixtureOperation(
                    path: "/payslips",
                    summary: "The caller's payslips.",
                    response: .objectSchema(["success": ["type": "boolean"], "data": .listSchema(of: payslip)])
                ),
                FixtureOperation(
                    path: "/board",
                    summary: "News for all, with a greeting for who has signed in.",
                    response: .objectSchema(["news": .listSchema(of: .textSchema(200))]),
                    isPublic: nil
                ),
            ]
        )
        let account = DemoAccount(name: "clerk", username: "clerk", password: "", credential: .bearer(token))
        return .fixture("auth.missing", variant, document, accounts: [account]) { router in
            router.on("GET", "/payslips") { request in
                guard variant == .flawed || request.bearerToken == token else {
                    return .json(["success": false, "error": ["code": "E401", "text": "Sign in first."]])
                }
                let payslips: JSON = [
                    ["month": "2026-01", "netCents": 310_400], ["month": "2026-02", "netCents": 312_900],
                ]
                return .json(["success": true, "data": payslips])
            }
            router.on("GET", "/board") { _ in .json(["news": ["The canteen is closed on Friday."]]) }
        }
    }

    /// A meter's readings behind a key, of which the flawed API wants only that it is there.
    package static func invalidKeyAccepted(_ variant: Variant) -> VulnerableAPI {
        let key = Fixture.randomSecret()
        return invalidAccepted(
            "auth.invalid-accepted-key",
            variant,
            security: .apiKey(header: "X-API-Key"),
            credential: .header(name: "X-API-Key", value: key)
        ) { request in
            guard let given = request.header("X-API-Key"), !given.isEmpty else {
                throw Problem(401, "A key is needed.")
            }
            guard variant == .flawed || given == key else { throw Problem(403, "The key is not known.") }
        }
    }

    /// The same behind a bearer token.
    package static func invalidTokenAccepted(_ variant: Variant) -> VulnerableAPI {
        let token = Fixture.randomSecret()
        return invalidAccepted(
            "auth.invalid-accepted-token",
            variant,
            security: .bearer,
            credential: .bearer(token)
        ) { request in
            guard let given = request.bearerToken, variant == .flawed || given == token else {
                throw Problem.unauthorized
            }
        }
    }

    private static func invalidAccepted(
        _ name: String,
        _ variant: Variant,
        security: FixtureDocument.Security,
        credential: DemoCredential,
        _ authorize: @escaping @Sendable (IncomingRequest) throws -> Void
    ) -> VulnerableAPI {
        let reading: JSON = .objectSchema(["hour": .numberSchema(0...23), "watts": .numberSchema(0...20_000)])
        let document = FixtureDocument(
            title: "Meter",
            security: security,
            operations: [
                FixtureOperation(path: "/readings", summary: "The readings.", response: .listSchema(of: reading)),
                FixtureOperation(
                    path: "/tariffs",
                    summary: "The prices, for all.",
                    response: .listSchema(of: .textSchema()),
                    isPublic: true
                ),
            ]
        )
        let account = DemoAccount(name: "tenant", username: "tenant", password: "", credential: credential)
        return .fixture(name, variant, document, accounts: [account]) { router in
            router.on("GET", "/readings") { request in
                try authorize(request)
                return .json([["hour": 0, "watts": 310], ["hour": 1, "watts": 290]])
            }
            router.on("GET", "/tariffs") { _ in .json(["day 0.31", "night 0.22"]) }
        }
    }
}
