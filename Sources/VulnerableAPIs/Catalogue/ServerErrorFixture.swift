//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization

extension VulnerableAPI {
    /// A menu in pages.
    ///
    /// The document allows page 0, which the flawed API cannot serve.
    ///
    /// The fixed one is overloaded at its first request and says so with 503, once.
    package static func serverError(_ variant: Variant) -> VulnerableAPI {
        let document = FixtureDocument(
            title: "Menu",
            operations: [
                FixtureOperation(
                    path: "/dishes",
                    summary: "A page of the menu.",
                    parameters: [.parameter("page", in: "query", .numberSchema(0...1000), example: 1)],
                    response: .listSchema(of: .textSchema()),
                    failures: [400, 503],
                    isPublic: true
                )
            ]
        )
        let overload = Overload()
        return .fixture("conf.server-error", variant, document) { router in
            router.on("GET", "/dishes") { request in
                let dishes = ["Soup", "Dumplings", "Pie", "Pears", "Cheese"]
                guard let page = Int(request.query("page") ?? "1"), (0...1000).contains(page) else {
                    throw Problem(400, "page is a whole number from 0 to 1000.")
                }
                if variant == .fixed, overload.isFirst() {
                    return Problem(503, "Busy. Try again.").answer.with("Retry-After", "1")
                }
                if variant == .flawed, page == 0 { throw Problem(500, "Unexpected error.") }
                return .json(.array(dishes.dropFirst(max(page - 1, 0) * 2).prefix(2).map { .string($0) }))
            }
        }
    }

    /// An operation that fails whatever it is asked.
    ///
    /// Both have one that is not there yet and answers 501.
    package static func failingOperation(_ variant: Variant) -> VulnerableAPI {
        let names = JSON.listSchema(of: .textSchema())
        let document = FixtureDocument(
            title: "Specials",
            operations: [
                FixtureOperation(path: "/specials", summary: "Today's dishes.", response: names, isPublic: true),
                FixtureOperation(
                    path: "/reservations",
                    summary: "Will come.",
                    response: names,
                    failures: [501],
                    isPublic: true
                ),
            ]
        )
        return .fixture("conf.server-error", variant, document) { router in
            router.on("GET", "/specials") { _ in
                if variant == .flawed { throw Problem(500, "Unexpected error.") }
                return .json(["Leek soup"])
            }
            router.on("GET", "/reservations") { _ in throw Problem(501, "Not yet.") }
        }
    }

    private final class Overload: Sendable {
        private let isOver = Mutex(false)

        /// Whether this is the first time that it is asked.
        func isFirst() -> Bool {
            isOver.withLock { isOver in
                defer { isOver = true }
                return !isOver
            }
        }
    }
}
