//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Where a `Location` field leads (RFC 3986, 5.2), as far as an HTTP client can follow it.
struct RedirectLocation: Sendable, Hashable {
    var scheme: TargetURL.Scheme
    var host: String
    var port: Int
    /// The origin-form target.
    var target: String

    /// - Parameters:
    ///   - location: The field's value.
    ///   - base: Where the redirected request went.
    ///   - requestTarget: The target of that request.
    init?(_ location: String, base: TargetURL, requestTarget: String) {
        // Browsers take a backslash for a slash, so that `/\other.example` leads to another host.
        let text = String(location.prefix { $0 != "#" }.map { $0 == "\\" ? "/" : $0 })
        guard text.utf8.count <= 8192, text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f }) else { return nil }
        scheme = base.scheme
        host = base.host
        port = base.port
        if text.hasPrefix("//") || text.firstRange(of: "://").map({ Self.isScheme(text[..<$0.lowerBound]) }) == true {
            let absolute = text.hasPrefix("//") ? "\(base.scheme.rawValue):\(text)" : text
            guard let start = absolute.firstRange(of: "://")?.upperBound else { return nil }
            let end = absolute[start...].firstIndex { $0 == "/" || $0 == "?" } ?? absolute.endIndex
            guard let origin = try? TargetURL(String(absolute[..<end])) else { return nil }
            (scheme, host, port) = (origin.scheme, origin.host, origin.port)
            target = absolute[end...].hasPrefix("/") ? String(absolute[end...]) : "/" + absolute[end...]
        } else if text.hasPrefix("/") {
            target = text
        } else {
            // Another scheme, such as `javascript:`.
            guard !text.prefix(while: { $0 != "/" && $0 != "?" }).contains(":") else { return nil }
            let path = requestTarget.prefix { $0 != "?" && $0 != "#" }
            if text.isEmpty {
                target = requestTarget
            } else if text.hasPrefix("?") {
                target = path + text
            } else {
                target = path[...(path.lastIndex(of: "/") ?? path.startIndex)] + text
            }
        }
        target = Self.withoutDotSegments(target)
    }

    private static func isScheme(_ text: Substring) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { $0 &- 97 < 26 || $0 &- 65 < 26 || $0 &- 48 < 10 || $0 == 43 || $0 == 45 }
    }

    private static func withoutDotSegments(_ target: String) -> String {
        let path = target.prefix { $0 != "?" }
        guard path.contains("/.") else { return target }
        var kept: [Substring] = []
        let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        for (index, segment) in segments.enumerated() {
            let isLast = index == segments.count - 1
            switch segment {
            case ".": if isLast { kept.append("") }
            case "..":
                _ = kept.popLast()
                if isLast { kept.append("") }
            default: kept.append(segment)
            }
        }
        return "/" + kept.joined(separator: "/") + target[path.endIndex...]
    }
}
