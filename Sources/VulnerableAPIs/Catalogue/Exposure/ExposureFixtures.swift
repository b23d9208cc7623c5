//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension VulnerableAPI {
    /// An account is read with the cookie of its owner; the flawed API sends the hash of the password along, which the
    /// document calls write-only.
    ///
    /// The fixed one sends stars and an empty text in its place.
    package static func writeOnlyLeak(_ variant: Variant) -> VulnerableAPI {
        let session = Fixture.randomSecret()
        let password = JSON.textSchema(
            72,
            [.init(name: "format", value: "password"), .init(name: "writeOnly", value: true)]
        )
        let pin = JSON.textSchema(6, [.init(name: "writeOnly", value: true)])
        let document = FixtureDocument(
            title: "Accounts",
            security: .cookie("session"),
            operations: [
                FixtureOperation(
                    path: "/accounts/me",
                    summary: "The caller's account.",
                    response: .objectSchema(
                        ["id": .textSchema(36), "email": .textSchema(100), "password": password, "pin": pin],
                        required: ["id", "email"]
                    )
                )
            ]
        )
        let account = DemoAccount(
            name: "owner",
            username: "owner",
            password: "",
            credential: .cookie(name: "session", value: session)
        )
        return .fixture("bopla.writeonly-leak", variant, document, accounts: [account]) { router in
            router.on("GET", "/accounts/me") { request in
                guard request.cookie("session") == session else { throw Problem(401, "Sign in first.") }
                let isFlawed = variant == .flawed
                return .json([
                    "id": "5d1c0f9e-8a44-4f0e-b9c2-6a1f4d7e2c31", "email": "owner@fixtures.example",
                    "password": isFlawed ? "$2b$12$KIXq8s0Tz1bQ4vYw6yN3eOe1dR9m2LhC5uJ7aW0pXfG8sB3tV4kZi" : "********",
                    "pin": "",
                ])
            }
        }
    }

    private static func greeting(_ title: String, _ more: [FixtureOperation] = []) -> FixtureDocument {
        let hello = FixtureOperation(
            path: "/hello",
            summary: "Says hello.",
            response: .objectSchema(["text": .textSchema()], required: ["text"]),
            isPublic: true
        )
        return FixtureDocument(title: title, operations: [hello] + more)
    }

    /// A service that serves its environment at a path that is not in the document but known to everybody.
    ///
    /// The fixed one answers every path it does not know with the page of its application, and status 200.
    package static func actuator(_ variant: Variant) -> VulnerableAPI {
        .fixture("debug.endpoint", variant, greeting("Hello")) { router in
            router.on("GET", "/hello") { _ in .json(["text": "Hello"]) }
            guard variant == .flawed else {
                router.fallback = { _ in .html(Fixture.page) }
                return
            }
            router.on("GET", "/actuator/env") { _ in
                .json([
                    "activeProfiles": ["prod"],
                    "propertySources": [
                        [
                            "name": "systemEnvironment",
                            "properties": [
                                "DB_PASSWORD": [
                                    "value": "Gull-Anchor-9920",
                                    "origin": "System Environment Property \"DB_PASSWORD\"",
                                ],
                                "JAVA_HOME": ["value": "/opt/java/openjdk"],
                            ],
                        ],
                        [
                            "name": "applicationConfig: [classpath:/application.yml]",
                            "properties": [
                                "spring.datasource.url": ["value": "jdbc:postgresql://db.internal:5432/hello"]
                            ],
                        ],
                    ],
                ])
            }
        }
    }

    /// A documented operation that dumps what the service holds.
    ///
    /// The fixed one's operation of that path tells only that debugging is off.
    package static func debugDump(_ variant: Variant) -> VulnerableAPI {
        let dump = FixtureOperation(
            path: "/internal/debug",
            summary: "For developers.",
            response: ["type": "object"],
            isPublic: true
        )
        return .fixture("debug.endpoint", variant, greeting("Hello, debugged", [dump])) { router in
            router.on("GET", "/hello") { _ in .json(["text": "Hello"]) }
            router.on("GET", "/internal/debug") { _ in
                guard variant == .flawed else { return .json(["debug": false, "users": 2]) }
                return .json([
                    "config": ["SECRET_KEY": "b1f0c77a9d3e4462", "DEBUG": true, "DB_PASSWORD": "Gull-Anchor-9920"],
                    "users": [
                        [
                            "username": "root",
                            "password": "$2b$12$Yx1fQm7uT3sKp0aWvB9cNeLhRzDj5gO8iUe2tMd6qXyF4bSn1CkPu",
                        ],
                        [
                            "username": "ops",
                            "password": "$2b$12$Qa7wEs3dRf5tGy9hUj1kIoLpZmXnCb2vVcBx4zNaSdFgHj6kLqWe8",
                        ],
                    ],
                ])
            }
        }
    }
}
