//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Redacts the values of header fields that carry credentials, and keeps what is none: schemes, names of cookies and
/// their attributes, and placeholders of known secrets.
enum CredentialFields {
    /// `Bearer x` becomes `Bearer <redacted>` in an authorization field; every other value goes as a whole.
    static func redactValue(_ value: String, _ foldedName: String, isKnown: (Substring) -> Bool) -> String {
        if isKnown(value[...]) { return value }
        let scheme = value.prefix { $0 != " " }
        let hasScheme = scheme.count < value.count && scheme.allSatisfy(\.isLetter)
        guard hasScheme, foldedName.hasSuffix("authorization") else { return "<redacted>" }
        let credential = value.dropFirst(scheme.count).drop { $0 == " " }
        return isKnown(credential) ? value : "\(scheme) <redacted>"
    }

    /// `sid=x; Path=/` becomes `sid=<redacted>; Path=/`.
    static func redactCookies(_ value: String, isKnown: (Substring) -> Bool) -> String {
        value.split(separator: ";", omittingEmptySubsequences: false).enumerated().map { index, part in
            guard let equals = part.firstIndex(of: "=") else {
                // A first part without a name is a value.
                return index == 0 && !part.isEmpty ? "<redacted>" : String(part)
            }
            let name = part[..<equals]
            let isAttribute = index > 0 && attributes.contains(name.lowercased().filter { $0 != " " })
            let content = part[part.index(after: equals)...]
            return isAttribute || content.isEmpty || isKnown(content) ? String(part) : "\(name)=<redacted>"
        }
        .joined(separator: ";")
    }

    /// The attributes of `Set-Cookie` that have a value (RFC 6265, 4.1.1).
    private static let attributes: Set<String> = ["path", "domain", "expires", "max-age", "samesite"]
}
