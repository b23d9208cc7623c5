//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Whether a response shows the value of a property that should be secret.
enum DisclosedProperty {
    /// Whether some member of this name has a text or number in the clear: not empty and not masked.
    static func isDisclosed(_ property: String, in response: ProbeResponse) -> Bool {
        guard let json = JSONValue(parsingJSON: response.body) else { return false }
        return json.leaves.contains { leaf in
            JSONPointer(leaf.pointer)?.tokens.last == property && isInTheClear(leaf.value)
        }
    }

    /// Whether a value is neither empty nor masked, as `***` and `<redacted>` are.
    static func isInTheClear(_ value: JSONValue) -> Bool {
        switch value {
        case .integer, .number: return true
        case .string(let text):
            let trimmed = text.filter { !$0.isWhitespace }
            guard trimmed.count >= 2 else { return false }
            if Set(trimmed).count == 1 { return false }
            if trimmed.first == "<" && trimmed.last == ">" || trimmed.first == "[" && trimmed.last == "]" {
                return false
            }
            let masked = trimmed.count { "*•xX●".contains($0) }
            if masked * 2 > trimmed.count { return false }
            return !["string", "null", "none", "hidden", "redacted", "masked", "n/a", "removed", "filtered"].contains(
                trimmed.lowercased()
            )
        default: return false
        }
    }
}
