//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Puts variables of the environment into a text: `${VAR}`, `${VAR:-default}`, and `$${` for `${` itself.
enum VariableExpansion {
    /// Why a text cannot be expanded.
    struct Problem: Error, Hashable {
        var reason: String
    }

    static func expand(_ text: String, in surroundings: Surroundings) throws(Problem) -> String {
        guard text.contains("$") else { return text }
        var result = ""
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[rest.index(after: dollar)...]
            if rest.hasPrefix("${") {
                result += "${"
                rest = rest.dropFirst(2)
            } else if rest.first == "{" {
                guard let end = rest.firstIndex(of: "}") else { throw Problem(reason: "${ without a closing brace") }
                result += try value(of: rest[rest.index(after: rest.startIndex)..<end], in: surroundings)
                rest = rest[rest.index(after: end)...]
            } else {
                result.append("$")
            }
        }
        return result + rest
    }

    private static func value(of reference: Substring, in surroundings: Surroundings) throws(Problem) -> String {
        let (name, fallback) = split(reference)
        guard let first = name.unicodeScalars.first, first.isASCII, first == "_" || first.properties.isAlphabetic else {
            throw Problem(reason: "${\(reference)} does not name a variable")
        }
        if let value = surroundings.variable(name) { return value }
        if let fallback { return fallback }
        throw Problem(reason: "the variable \(name) is not set; export it or write ${\(name):-default}")
    }

    private static func split(_ reference: Substring) -> (name: String, fallback: String?) {
        guard let colon = reference.firstIndex(of: ":"), reference[colon...].hasPrefix(":-") else {
            return (String(reference), nil)
        }
        return (String(reference[..<colon]), String(reference[colon...].dropFirst(2)))
    }
}
