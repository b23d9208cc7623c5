//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The active half: sends what the document does not allow. The answers are judged as all others are.
extension StackTraceCheck: ActiveCheck {
    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard let reached = context.reachedByAnyone(operation) else {
            throw CheckSkipped("no identity got a 2xx answer to start from; only what other requests showed was judged")
        }
        let points = reached.request.insertionPoints.map { (point: $0, reached: reached) } + context.variants(operation)
        for (point, reached) in points.prefix(12) {
            for value in BoundaryValues.forbidden(by: context.description.schema(at: point, of: operation)) {
                _ = try await context.send(reached.request.replacing(point, with: value), as: reached.identity)
            }
        }
        if case .json(_, let mediaType) = reached.request.body {
            var broken = reached.request
            broken.body = .raw(Array("{\"a\": ".utf8), mediaType: mediaType)
            _ = try await context.send(broken, as: reached.identity)
        }
        return []
    }
}
