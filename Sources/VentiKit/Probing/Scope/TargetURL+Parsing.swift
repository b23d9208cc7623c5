//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension TargetURL {
    /// Reads the URL of a target.
    ///
    /// - Throws: ``TargetURLError`` that says what is wrong and how to mend it. It never repeats a user name or password.
    public init(_ text: String) throws(TargetURLError) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty else {
            throw TargetURLError(.missingScheme, "The target URL is empty; write one such as http://127.0.0.1:8080")
        }
        guard bytes.count <= 2048 else {
            throw TargetURLError(.invalidPath, "The target URL is \(bytes.count) bytes long; 2048 is the most.")
        }
        let (scheme, afterScheme) = try Self.scheme(of: text)
        let end = afterScheme.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" || $0 == "\\" } ?? afterScheme.endIndex
        let authority = afterScheme[..<end]
        guard !authority.utf8.contains(UInt8(ascii: "@")) else {
            throw TargetURLError(
                .hasUserInfo,
                "The target URL holds a user name or password before '@'; leave it out and give it as an identity."
            )
        }
        let (host, port) = try Self.hostAndPort(of: authority, scheme: scheme)
        self.init(scheme: scheme, host: host, port: port, basePath: try Self.basePath(of: afterScheme[end...]))
    }

    private static func scheme(of text: String) throws(TargetURLError) -> (Scheme, Substring) {
        guard let separator = text.firstRange(of: "://") else {
            let looksLikeURL = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "@") }
            throw TargetURLError(
                .missingScheme,
                looksLikeURL
                    ? "'\(text)' has no scheme; did you mean http://\(text.drop { $0 == "/" }) ?"
                    : "The target URL has no scheme; it begins with http:// or https://"
            )
        }
        let name = text[..<separator.lowerBound].lowercased()
        guard let scheme = Scheme(rawValue: name) else {
            throw TargetURLError(
                .unsupportedScheme,
                "The target URL's scheme is not http or https; write http:// or https:// before the host."
            )
        }
        return (scheme, text[separator.upperBound...])
    }

    private static func hostAndPort(
        of authority: Substring,
        scheme: Scheme
    ) throws(TargetURLError) -> (host: String, port: Int) {
        guard !authority.isEmpty else {
            throw TargetURLError(
                .invalidHost,
                "The target URL has no host; write one such as \(scheme)://127.0.0.1:8080"
            )
        }
        if authority.first == "[" {
            guard let close = authority.firstIndex(of: "]"),
                let address = NetworkAddress(String(authority[authority.index(after: authority.startIndex)..<close])),
                address.isIPv6
            else {
                throw TargetURLError(
                    .invalidHost,
                    "'\(authority.prefix(80))' is not an IPv6 address in brackets, such as [::1]:8080 (without a zone)."
                )
            }
            let rest = authority[authority.index(after: close)...]
            return (address.description, try port(of: rest, scheme: scheme))
        }
        let colon = authority.firstIndex(of: ":") ?? authority.endIndex
        let rest = authority[colon...]
        guard !rest.dropFirst().contains(":") else {
            throw TargetURLError(
                .invalidHost,
                "'\(authority.prefix(80))' has more than one colon; an IPv6 address stands in brackets, such as [::1]:8080"
            )
        }
        return (try name(of: authority[..<colon]), try port(of: rest, scheme: scheme))
    }

    private static func name(of host: Substring) throws(TargetURLError) -> String {
        let name = host.lowercased()
        func fail(_ reason: String) -> TargetURLError {
            TargetURLError(.invalidHost, "'\(host.prefix(80))' is not a host: \(reason)")
        }
        guard name.utf8.allSatisfy({ $0 < 0x80 }) else {
            throw fail("write names beyond ASCII in their xn-- form.")
        }
        let labels = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        // A single dot at the end is the root of the name tree.
        let named = labels.count > 1 && labels.last?.isEmpty == true ? labels.dropLast() : labels[...]
        guard name.utf8.count <= 253, named.allSatisfy({ (1...63).contains($0.count) }) else {
            throw fail("each part between the dots has 1 to 63 characters.")
        }
        let isPlain = named.joined().allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: "-"), UInt8(ascii: "_"): true
            default: false
            }
        }
        guard isPlain else { throw fail("a name holds letters, digits, hyphens and dots.") }
        // Resolvers read 0x7f.1 or 2130706433 as addresses, so that the scope would not see what is meant.
        if let last = named.last, last.allSatisfy({ (48...57).contains($0) }) || last.starts(with: "0x".utf8) {
            guard let address = NetworkAddress(name) else {
                throw fail("write an IPv4 address as four decimal numbers, such as 127.0.0.1")
            }
            return address.description
        }
        return name
    }

    private static func port(of rest: Substring, scheme: Scheme) throws(TargetURLError) -> Int {
        guard !rest.isEmpty else { return scheme.defaultPort }
        let digits = rest.dropFirst()
        guard rest.first == ":", (1...5).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (48...57).contains($0) }),
            let port = Int(digits), (1...65535).contains(port)
        else {
            throw TargetURLError(
                .invalidPort,
                "'\(rest.prefix(20))' is not a port; a port is a number from 1 to 65535."
            )
        }
        return port
    }

    private static func basePath(of rest: Substring) throws(TargetURLError) -> String {
        guard !rest.contains(where: { $0 == "?" || $0 == "#" }) else {
            throw TargetURLError(
                .hasQueryOrFragment,
                "The target URL has a query or fragment; end it after the path, which is put before the document's paths."
            )
        }
        guard rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\\") }) else {
            throw TargetURLError(
                .invalidPath,
                "The target URL's path holds a blank, a backslash or a character beyond ASCII; percent-encode it."
            )
        }
        var path = rest
        while path.last == "/" { path = path.dropLast() }
        guard ScopePath.isPlain(String(path)) else {
            throw TargetURLError(
                .invalidPath,
                "The target URL's path holds an empty, '.' or '..' segment, ';' or '%'; write the path that is meant."
            )
        }
        return String(path)
    }
}
