//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ProofCapture.Source {
    /// What is there in a response.
    func value(in response: ProbeResponse) -> JSONValue? {
        switch self {
        case .body(let pointer):
            guard let value = JSONValue(parsingJSON: response.body)?[pointer: pointer], value.isScalar, value != .null
            else { return nil }
            return value
        case .member(let name, let text):
            guard !text.isEmpty else { return nil }
            return JSONValue(parsingJSON: response.body)?.object(holding: text, depth: 0)?[name]
        case .header(let name):
            guard let value = response.headers[name], !value.isEmpty else { return nil }
            let parts = value.split(separator: " ", maxSplits: 1)
            let isScheme = parts.count == 2 && ["bearer", "token", "jwt"].contains(parts[0].lowercased())
            return .string(isScheme ? String(parts[1]) : value)
        case .location(let count):
            guard let location = response.headers["location"] else { return nil }
            let path = location.prefix { $0 != "?" && $0 != "#" }.split(separator: "/")
            guard path.count > count else { return nil }
            return .string(PercentEncoding.decode(String(path[path.count - 1 - count])))
        case .cookie(let name):
            return response.cookies.first { $0.name == name }.map { .string($0.value) }
        }
    }
}

extension JSONValue {
    /// The innermost object that holds a text anywhere below it.
    func object(holding text: String, depth: Int) -> JSONValue? {
        guard depth < 16 else { return nil }
        switch self {
        case .object(let members):
            for member in members {
                if let inner = member.value.object(holding: text, depth: depth + 1) { return inner }
            }
            let isHere = members.contains { $0.value.holds(text, depth: depth + 1) }
            return isHere ? self : nil
        case .array(let elements):
            for element in elements {
                if let inner = element.object(holding: text, depth: depth + 1) { return inner }
            }
            return nil
        default: return nil
        }
    }

    private func holds(_ text: String, depth: Int) -> Bool {
        guard depth < 16 else { return false }
        return switch self {
        case .array(let elements): elements.contains { $0.holds(text, depth: depth + 1) }
        case .object: false
        default: scalarText?.contains(text) ?? false
        }
    }
}
