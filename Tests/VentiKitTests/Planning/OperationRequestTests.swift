//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct OperationRequestTests {
    private var request: OperationRequest {
        OperationRequest(
            operation: APIOperation("POST /x/{id}"),
            arguments: [.init(parameter: APIParameter(name: "id", location: .path), value: .integer(1))],
            body: .json(
                .object([.init("a", .object([.init("b/c", .string("old"))])), .init("list", .array([.integer(1)]))]),
                mediaType: "application/json"
            )
        )
    }

    @Test func everyScalarIsAPlace() {
        #expect(
            request.insertionPoints == [
                InsertionPoint(.path, "id"), InsertionPoint(.body, "/a/b~1c"), InsertionPoint(.body, "/list/0"),
            ]
        )
    }

    @Test func everyPlaceCanBeReadAndReplaced() {
        for point in request.insertionPoints {
            let changed = request.replacing(point, with: "new")
            #expect(changed.value(at: point) == .string("new"))
            for other in request.insertionPoints where other != point {
                #expect(changed.value(at: other) == request.value(at: other))
            }
        }
    }

    @Test func aPlaceThatIsNotThereChangesNothing() {
        for point in [
            InsertionPoint(.query, "id"), InsertionPoint(.path, "ID"), InsertionPoint(.body, "/a/b/c"),
            InsertionPoint(.body, "no"),
        ] {
            #expect(request.replacing(point, with: "new") == request)
            #expect(request.value(at: point) == nil)
        }
    }

    @Test func formFieldsAreReplacedByName() {
        var form = request
        form.body = .form([.init("a", .string("1")), .init("b", .string("2"))])
        #expect(
            form.replacing(InsertionPoint(.body, "b"), with: "x").body
                == .form([.init("a", .string("1")), .init("b", .string("x"))])
        )
    }
}
