//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A place outside the path where a request names a thing by its id, such as `orderId` in a query or a body.
struct ObjectReference: Sendable, Hashable {
    var point: InsertionPoint
    var resource: APIResource

    /// The id that the values of a path's parameters hold.
    func id(in path: [String: String]) -> String { path[resource.parameter] ?? "" }

    /// The references of a request: places that its parameters and its body have, filled or not.
    static func all(
        in request: OperationRequest,
        of operation: APIOperation,
        _ model: ResourceModel
    ) -> [ObjectReference] {
        let documented = operation.parameters.filter { $0.location != .path }.map(\.insertionPoint)
        let points = documented + request.insertionPoints.filter { $0.location == .body }
        var found: [ObjectReference] = []
        for point in points where !found.contains(where: { $0.point == point }) {
            let name = point.name.split(separator: "/").last { !$0.allSatisfy(\.isNumber) }.map(String.init) ?? ""
            guard let resource = resource(named: name, in: model) else { continue }
            found.append(ObjectReference(point: point, resource: resource))
        }
        return found
    }

    /// Whether a name is that of an id of something else, such as `orderId` or `coupon_id`.
    static func isID(_ name: String) -> Bool {
        let words = Words.split(name)
        return words.count > 1 && ["id", "uuid"].contains(words.last ?? "")
    }

    /// `orderId`, `order_id`, `order` and `fromOrderId` name an order.
    private static func resource(named name: String, in model: ResourceModel) -> APIResource? {
        let words = Words.split(name).map(Words.singular)
        guard let last = words.last else { return nil }
        let hasID = ["id", "uuid", "slug", "number", "code", "ref", "reference", "key"].contains(last)
        let noun = (hasID ? words.dropLast() : words[...]).joined()
        guard !noun.isEmpty else { return nil }
        return model.resources.filter { $0.parentParameters.isEmpty && !$0.noun.isEmpty }
            .filter {
                IdentifierCandidates.fold($0.parameter) == words.joined() || $0.noun == noun
                    || hasID && noun.hasSuffix($0.noun)
            }
            .max { $0.noun.count < $1.noun.count }
    }
}
