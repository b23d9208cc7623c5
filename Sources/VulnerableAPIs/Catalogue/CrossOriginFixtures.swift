//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension VulnerableAPI {
    /// Any origin may read the basket with the shopper's cookie.
    ///
    /// The fixed one names its own shop whoever asks, and lets only that one in.
    package static func corsReflected(_ variant: Variant) -> VulnerableAPI {
        crossOrigin("cors.reflect-credentials", variant) { request, answer in
            let origin = variant == .flawed ? request.header("Origin") : "https://shop.fixtures.example"
            guard let origin else { return answer }
            return
                answer
                .with("Access-Control-Allow-Origin", origin)
                .with("Access-Control-Allow-Credentials", "true")
                .with("Vary", "Origin")
        }
    }

    /// Any origin may read the basket; the fixed one allows that for the price list alone, which is public.
    package static func corsWildcard(_ variant: Variant) -> VulnerableAPI {
        crossOrigin("cors.wildcard", variant) { request, answer in
            let isPublic = request.segments == ["prices"]
            return variant == .flawed || isPublic ? answer.with("Access-Control-Allow-Origin", "*") : answer
        }
    }

    private static func crossOrigin(
        _ name: String,
        _ variant: Variant,
        _ allow: @escaping @Sendable (IncomingRequest, Answer) -> Answer
    ) -> VulnerableAPI {
        let session = Fixture.randomSecret()
        let document = FixtureDocument(
            title: "Shop",
            security: .cookie("sid"),
            operations: [
                FixtureOperation(
                    path: "/basket",
                    summary: "What the caller is about to buy.",
                    response: .objectSchema(["owner": .textSchema(), "items": .listSchema(of: .textSchema())])
                ),
                FixtureOperation(
                    path: "/prices",
                    summary: "The price list.",
                    response: .listSchema(of: .textSchema()),
                    isPublic: true
                ),
            ]
        )
        let credential = DemoCredential.cookie(name: "sid", value: session)
        let account = DemoAccount(name: "shopper", username: "shopper", password: "", credential: credential)
        return .fixture(name, variant, document, accounts: [account]) { router in
            router.finish = { request, answer in
                // A wildcard on the public price list would be a second flaw of the API that reflects.
                let isPublic = request.segments == ["prices"] && name == "cors.reflect-credentials"
                return isPublic ? Fixture.careful(answer) : allow(request, Fixture.careful(answer))
            }
            router.on("GET", "/basket") { request in
                guard request.cookie("sid") == session else { throw Problem(401, "Sign in first.") }
                return .json(["owner": "shopper", "items": ["Blue kettle", "Two cups"]])
            }
            router.on("GET", "/prices") { _ in .json(["kettle 29.00", "cup 4.50"]) }
        }
    }
}
