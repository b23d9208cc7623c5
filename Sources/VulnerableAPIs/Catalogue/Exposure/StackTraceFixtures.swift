//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension VulnerableAPI {
    /// A Java service whose orders have UUIDs; what is no UUID makes the flawed one print its frames.
    ///
    /// Both have a page that shows a stack trace, always the same and in the document, to teach how to read one.
    package static func javaStackTrace(_ variant: Variant) -> VulnerableAPI {
        let id = "0b6f4c1e-5a7d-4e52-9c1b-2f7d8a3e6b10"
        let order: JSON = .objectSchema(["id": .textSchema(36), "total": .numberSchema()], required: ["id", "total"])
        let format = JSON.Member(name: "format", value: "uuid")
        let document = FixtureDocument(
            title: "Orders",
            operations: [
                FixtureOperation(
                    path: "/orders/{orderId}",
                    summary: "One order.",
                    parameters: [.parameter("orderId", in: "path", .textSchema(36, [format]), example: .string(id))],
                    response: order,
                    failures: [400, 404],
                    isPublic: true
                ),
                FixtureOperation(
                    path: "/lessons/stack-traces",
                    summary: "How to read a stack trace.",
                    response: .textSchema(2000),
                    mediaType: "text/plain",
                    example: .string(lesson),
                    isPublic: true
                ),
            ]
        )
        return .fixture("err.stacktrace-java", variant, document) { router in
            router.failure = { error, _ in
                guard let error = error as? JavaException else { return Problem(500, "Unexpected error.").answer }
                return .html("<h1>HTTP Status 500</h1><pre>\(error.stackTrace)</pre>", status: 500)
            }
            router.on("GET", "/orders/{orderId}") { request in
                let text = request.parameter("orderId")
                guard isUUID(text) else {
                    guard variant == .flawed else { throw Problem(400, "Invalid UUID string: \(text)") }
                    throw invalidUUID(text)
                }
                guard text == id else { throw Problem.notFound }
                return .json(["id": .string(id), "total": 4200])
            }
            router.on("GET", "/lessons/stack-traces") { _ in .text(lesson)
            }
        }
    }

    private static var lesson: String { "A trace looks so:\n" + invalidUUID("7").stackTrace }

    private static func isUUID(_ text: String) -> Bool {
        let groups: [Substring] = text.split(separator: "-", omittingEmptySubsequences: false)
        return groups.map(\.count) == [8, 4, 4, 4, 12] && groups.joined().allSatisfy(\.isHexDigit)
    }

    private static func invalidUUID(_ text: String) -> JavaException {
        JavaException(
            type: "java.lang.IllegalArgumentException",
            message: "Invalid UUID string: \(text.filter { $0 != "<" })",
            frames: [
                "java.base/java.util.UUID.fromString1(UUID.java:282)",
                "java.base/java.util.UUID.fromString(UUID.java:260)",
                "example.orders.OrderResource.get(OrderResource.java:48)",
            ]
        )
    }

    /// A Python service that reads a day of the path; the flawed one shows the traceback of a wrong one.
    ///
    /// The fixed one's message has a single line that looks like a frame.
    package static func pythonStackTrace(_ variant: Variant) -> VulnerableAPI {
        let document = FixtureDocument(
            title: "Calendar",
            operations: [
                FixtureOperation(
                    path: "/events",
                    summary: "The events of a day.",
                    parameters: [
                        .parameter(
                            "day",
                            in: "query",
                            .textSchema(10, [.init(name: "format", value: "date")]),
                            example: "2026-03-01"
                        )
                    ],
                    response: .listSchema(of: .textSchema()),
                    isPublic: true
                )
            ]
        )
        return .fixture("err.stacktrace-python", variant, document) { router in
            router.on("GET", "/events") { request in
                let day = request.query("day") ?? "2026-03-01"
                let parts: [Substring] = day.split(separator: "-", omittingEmptySubsequences: false)
                if parts.map(\.count) == [4, 2, 2], day.utf8.allSatisfy({ $0 == 45 || (48...57).contains($0) }) {
                    return .json(["Market", "Concert"])
                }
                guard variant == .flawed else {
                    return Problem(400, "File \"calendar.ics\", line 1: \(day) is not a day.").answer
                }
                return .text(traceback(day), status: 500)
            }
        }
    }

    private static func traceback(_ text: String) -> String {
        """
        Traceback (most recent call last):
          File "/srv/app/venv/lib/python3.12/site-packages/flask/app.py", line 1484, in full_dispatch_request
            rv = self.dispatch_request()
          File "/srv/app/venv/lib/python3.12/site-packages/flask/app.py", line 1469, in dispatch_request
            return self.ensure_sync(self.view_functions[rule.endpoint])(**view_args)
          File "/srv/app/calendar/views.py", line 31, in events_of
            parsed = date.fromisoformat(day)
        ValueError: Invalid isoformat string: '\(text)'

        """
    }
}
