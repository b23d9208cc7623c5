//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Which operation a name such as `GET /users/{id}` stands for, whatever its path parameters are called.
///
/// `/users/{id}` and `/users/{userId}` are the same operation to a server, so they are to whoever compares two scans.
struct OperationKey: Sendable, Hashable {
    private let text: String

    init(_ operation: String) { text = Self.withoutParameterNames(operation) }

    /// The path template with `{}` in the place of every parameter.
    static func withoutParameterNames(_ path: String) -> String {
        var result = ""
        var depth = 0
        for character in path {
            switch character {
            case "{":
                depth += 1
                if depth == 1 { result += "{}" }
            case "}": depth = max(0, depth - 1)
            default: if depth == 0 { result.append(character) }
            }
        }
        return result
    }

    /// The path alone.
    var path: Substring { text.split(separator: " ", maxSplits: 1).last ?? "" }
}
