//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension JSONValue {
    /// The value that a JSON Pointer (RFC 6901) leads to, or `nil` where it leads nowhere.
    ///
    /// The empty pointer is the value itself. Of members with the same name, the first counts.
    public subscript(pointer pointer: String) -> JSONValue? {
        guard let path = JSONPointer(pointer) else { return nil }
        var value = self
        for token in path.tokens {
            switch value {
            case .object:
                guard let next = value[token] else { return nil }
                value = next
            case .array(let elements):
                guard let index = JSONPointer.index(token), index < elements.count else { return nil }
                value = elements[index]
            default: return nil
            }
        }
        return value
    }

    /// This value with another one where the pointer leads.
    ///
    /// The last step may name a member that is not there yet, or the place after an array's last element (its index, or
    /// `-`): the value is added there.
    ///
    /// - Returns: `nil` where the pointer is malformed, or leads through something that is not there.
    public func replacing(pointer: String, with value: JSONValue) -> JSONValue? {
        JSONPointer(pointer).flatMap { edited($0.tokens[...], with: value) }
    }

    /// This value without the member or element that the pointer leads to.
    ///
    /// - Returns: `nil` where the pointer is empty or malformed, or leads nowhere.
    public func removing(pointer: String) -> JSONValue? {
        guard let path = JSONPointer(pointer), !path.tokens.isEmpty else { return nil }
        return edited(path.tokens[...], with: nil)
    }

    /// Every scalar inside the value with its pointer, in the order of the text.
    ///
    /// Empty arrays and objects have none.
    ///
    /// At most 10,000 are given, and none whose pointer is longer than 1,024 bytes: a hostile text cannot make this
    /// list much larger than itself.
    public var leaves: [(pointer: String, value: JSONValue)] {
        var found: [(pointer: String, value: JSONValue)] = []
        collectLeaves(at: "", into: &found)
        return found
    }

    private func collectLeaves(at pointer: String, into found: inout [(pointer: String, value: JSONValue)]) {
        guard found.count < 10_000, pointer.utf8.count <= 1_024 else { return }
        switch self {
        case .object(let members):
            for member in members where member.name.utf8.count <= 1_024 {
                member.value.collectLeaves(at: "\(pointer)/\(JSONPointer.escape(member.name))", into: &found)
            }
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                element.collectLeaves(at: "\(pointer)/\(index)", into: &found)
            }
        default: found.append((pointer, self))
        }
    }

    /// Puts the value where the tokens lead, or takes away what is there.
    private func edited(_ tokens: ArraySlice<String>, with replacement: JSONValue?) -> JSONValue? {
        guard let token = tokens.first else { return replacement }
        let rest = tokens.dropFirst()
        switch self {
        case .object(var members):
            guard let position = members.firstIndex(where: { $0.name == token }) else {
                guard rest.isEmpty, let replacement else { return nil }
                return .object(members + [Member(token, replacement)])
            }
            if rest.isEmpty && replacement == nil {
                members.remove(at: position)
                return .object(members)
            }
            guard let value = members[position].value.edited(rest, with: replacement) else { return nil }
            members[position].value = value
            return .object(members)
        case .array(var elements):
            guard let index = token == "-" ? elements.count : JSONPointer.index(token) else { return nil }
            if index == elements.count, rest.isEmpty, let replacement { return .array(elements + [replacement]) }
            guard index < elements.count else { return nil }
            if rest.isEmpty && replacement == nil {
                elements.remove(at: index)
                return .array(elements)
            }
            guard let value = elements[index].edited(rest, with: replacement) else { return nil }
            elements[index] = value
            return .array(elements)
        default: return nil
        }
    }
}
