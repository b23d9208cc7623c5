//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The parameters in a path template such as `/users/{id}`.
struct PathTemplate {
    /// The names between braces, in their order, each once.
    let names: [String]
    private let known: Set<String>
    /// The names of the older notation `/users/:id`.
    private let colonNames: Set<String>

    init(_ path: String) {
        var names: [String] = []
        var seen: Set<String> = []
        var rest = Substring(path)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            // Of nested braces the innermost is the parameter.
            let start = rest[..<close].lastIndex(of: "{") ?? open
            let name = String(rest[rest.index(after: start)..<close])
            if !name.isEmpty, name.utf8.count <= 200, seen.insert(name).inserted { names.append(name) }
            rest = rest[rest.index(after: close)...]
        }
        self.names = names
        known = seen
        colonNames = Set(
            path.split(separator: "/").filter { $0.hasPrefix(":") && $0.count > 1 }.map { String($0.dropFirst()) }
        )
    }

    /// The name in the template of a described parameter, or `nil` where the template lacks it.
    func name(for parameter: String) -> String? {
        if known.contains(parameter) || colonNames.contains(parameter) { return parameter }
        // `{path+}` and `{path*}` take more than one segment (RFC 6570 and its relatives).
        return [parameter + "+", parameter + "*"].first { known.contains($0) }
    }
}
