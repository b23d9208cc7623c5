//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Matches paths with the templates of a document.
package enum RequestPath {
    /// The operation that a request is for: its method, and the template with the fewest parameters that fits.
    package static func operation(in description: APIDescription, method: String, target: String) -> APIOperation? {
        let segments = Self.segments(target)
        return description.operations.filter { $0.method == method && fits($0.path, segments) }
            .min { count($0.path) < count($1.path) }
    }

    /// Whether a request is for an operation.
    static func fits(_ operation: APIOperation, method: String, target: String) -> Bool {
        operation.method == method && fits(operation.path, segments(target))
    }

    /// What the parameters of a template stand for in a target.
    static func values(in target: String, of template: String) -> [String: String] {
        let segments = segments(target)
        let parts = template.split(separator: "/")
        guard parts.count == segments.count else { return [:] }
        var values: [String: String] = [:]
        for (part, segment) in zip(parts, segments) where part.hasPrefix("{") && part.hasSuffix("}") {
            values[String(part.dropFirst().dropLast())] = PercentEncoding.decode(String(segment))
        }
        return values
    }

    private static func segments(_ target: String) -> [Substring] {
        target.prefix { $0 != "?" && $0 != "#" }.split(separator: "/")
    }

    private static func fits(_ template: String, _ segments: [Substring]) -> Bool {
        let parts = template.prefix { $0 != "?" && $0 != "#" }.split(separator: "/")
        return parts.count == segments.count && zip(parts, segments).allSatisfy { $0.contains("{") || $0 == $1 }
    }

    private static func count(_ template: String) -> Int { template.count { $0 == "{" } }
}
