//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The base URL that the user names.
enum TargetURL {
    /// The URL, if it is one that can be scanned.
    ///
    /// - Parameter place: Where it was given, for messages.
    static func checked(_ text: String?, from place: String = "--url") throws -> String {
        guard let text, !text.isEmpty else {
            throw CommandError.usage("no target: give --url http://HOST:PORT, or target.url in venti.yaml")
        }
        let shown = Terminal.singleLine(String(text.prefix(200)))
        guard text.contains("://") else {
            throw CommandError.usage("\(place) \(shown): no scheme; write http://\(shown) or https://\(shown)")
        }
        guard let url = URL(string: text), let scheme = url.scheme?.lowercased() else {
            throw CommandError.usage("\(place) \(shown): not a URL; write http://HOST:PORT/BASE")
        }
        guard scheme == "http" || scheme == "https" else {
            throw CommandError.usage(
                "\(place) \(shown): the scheme \(scheme) cannot be scanned; write http:// or https://"
            )
        }
        guard url.user() == nil, url.password() == nil else {
            // Shown without the part that is a credential.
            throw CommandError.usage(
                "\(place): holds a user name or password; give it with --identity NAME=basic:… instead"
            )
        }
        guard let host = url.host(), !host.isEmpty else {
            throw CommandError.usage("\(place) \(shown): no host; write http://HOST:PORT/BASE")
        }
        if let port = url.port, !(1...65_535).contains(port) {
            throw CommandError.usage("\(place) \(shown): the port \(port) is out of range; use 1 to 65535")
        }
        guard url.query() == nil, url.fragment() == nil else {
            throw CommandError.usage("\(place) \(shown): a base URL has no ? or #; remove what follows")
        }
        return text
    }

    /// The host of a URL that ``checked(_:)`` let pass, without the brackets of an IPv6 address.
    static func host(of text: String) -> String {
        let host = URL(string: text)?.host() ?? ""
        return host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    }
}
