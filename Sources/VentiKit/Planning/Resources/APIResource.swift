//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A kind of thing that an API keeps, such as orders: the operations that make, list, read, change and delete one.
///
/// Recognised by its path: `/orders/{orderId}` is one of `/orders`.
public struct APIResource: Sendable, Hashable, Identifiable {
    /// The path template of one thing, such as `/orders/{orderId}`.
    public var itemPath: String
    /// The path template of the collection, such as `/orders`.
    public var collectionPath: String
    /// The parameter that tells one thing from another, such as `orderId`.
    public var parameter: String
    /// Makes one.
    public var create: APIOperation?
    /// Lists them.
    public var list: APIOperation?
    /// Reads one.
    public var read: APIOperation?
    /// Change one: PUT and PATCH.
    public var updates: [APIOperation]
    /// Deletes one.
    public var delete: APIOperation?
    /// Operations below one, such as `/orders/{orderId}/cancel`, that are no collection of their own.
    public var actions: [APIOperation]

    /// Whether an operation's path is that of one thing, with or without a slash at its end.
    func isItem(_ operation: APIOperation) -> Bool {
        operation.path == itemPath || operation.path == itemPath + "/"
    }

    /// The item's path template.
    public var id: String { itemPath }

    /// The names of the parameters before the one that tells things of this kind apart: those of the parents.
    public var parentParameters: [String] { ValueGenerator.templateNames(in: itemPath).dropLast().map { $0 } }

    /// The noun in the singular, such as `order`.
    public var noun: String {
        let last = collectionPath.split(separator: "/").last { !$0.contains("{") && !Self.isVersion($0) }
        return Words.split(last.map(String.init) ?? "").map(Words.singular).joined()
    }

    static func isVersion(_ segment: Substring) -> Bool {
        segment.first == "v" && segment.count > 1 && segment.dropFirst().allSatisfy(\.isNumber)
    }
}
