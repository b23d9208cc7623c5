//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A request that is known to work, with one place whose text an attack replaces.
struct InjectableRequest: Sendable {
    let reached: ReachedRequest
    let point: InsertionPoint
    /// The text that the place has in the working request.
    let value: String
    /// Whether the text is a number, which decides how it sits in a statement.
    let isNumeric: Bool

    func request(with text: String) -> OperationRequest { reached.request.replacing(point, with: text) }

    /// The places of an operation that an attack can use, at most 24.
    ///
    /// - Throws: ``CheckSkipped`` where the operation was not reached or takes no value.
    static func all(of operation: APIOperation, in context: CheckContext) throws -> [InjectableRequest] {
        guard let reached = context.reachedByAnyone(operation) else {
            throw CheckSkipped("no identity got a 2xx answer to compare with")
        }
        let points = reached.request.insertionPoints.map { (point: $0, reached: reached) } + context.variants(operation)
        let requests = points.prefix(24).compactMap { point, reached -> InjectableRequest? in
            guard let text = reached.request.value(at: point)?.scalarText else { return nil }
            let isNumeric = !text.isEmpty && (Double(text).map { $0.isFinite } ?? false)
            return InjectableRequest(reached: reached, point: point, value: text, isNumeric: isNumeric)
        }
        guard !requests.isEmpty else { throw CheckSkipped("the operation takes no value") }
        return requests
    }
}
