//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A URL as another tool wrote it, taken apart without judging it.
package struct ImportedURL: Sendable, Hashable {
    /// The scheme and authority, such as `https://api.example.org`; empty where the text has none.
    package var origin: String
    /// The path, with a slash at its beginning.
    package var path: String
    /// The names in the query, decoded.
    package var queryNames: Set<String>

    package init(_ text: String) {
        let text = ImportedFindings.bounded(text, 8_000)
        var rest = text[...]
        origin = ""
        if let scheme = text.firstRange(of: "://") {
            let authority = text[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
            // Credentials in a URL go no further.
            let host = authority.split(separator: "@").last ?? authority
            origin = text[..<scheme.lowerBound].lowercased() + "://" + host.lowercased()
            rest = text[authority.endIndex...]
        }
        let fragmentless = rest.prefix { $0 != "#" }
        let path = fragmentless.prefix { $0 != "?" }
        self.path = path.hasPrefix("/") ? String(path) : "/" + path
        queryNames = Set(
            fragmentless.dropFirst(path.count + 1).split(separator: "&").map { pair in
                PercentEncoding.decode(String(pair.prefix { $0 != "=" }))
            }
        )
    }

    /// The path with what looks like an identifier replaced, so that `/users/17` and `/users/18` are one place.
    package var template: String {
        "/"
            + path.split(separator: "/").map { segment in
                Self.isIdentifier(segment) ? "{id}" : String(segment)
            }.joined(separator: "/")
    }

    /// Whether a segment is a number, a UUID, or a long mixture of digits and letters a to f.
    private static func isIdentifier(_ segment: Substring) -> Bool {
        let bytes = segment.utf8
        let digits = bytes.count { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        if digits == bytes.count { return true }
        guard bytes.count >= 16, digits >= 4 else { return false }
        return segment.allSatisfy { $0.isHexDigit || $0 == "-" }
    }
}
