//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Hummingbird
import VentiServer

/// The cookie of a browser's session.
///
/// It is bound to the host and sent over TLS only. On plain HTTP to this machine itself, where no browser would keep such a
/// cookie, it has another name and no `Secure`.
enum BrowserCookie {
    static let secureName = "__Host-venti_session"

    /// Whether the browser talks to this machine without TLS.
    static func isPlainLoopback(_ request: Request) -> Bool {
        if let name = HTTPField.Name("x-forwarded-proto"), let scheme = request.headers[name], scheme != "http" {
            return false
        }
        var host = request.head.authority ?? ""
        if host.hasPrefix("[") {
            host = String(host.dropFirst().prefix { $0 != "]" })
        } else {
            host = String(host.prefix { $0 != ":" })
        }
        return host == "localhost" || host == "::1" || isLoopbackNumber(host) || host.hasSuffix(".localhost")
    }

    /// Whether it is an address of 127.0.0.0/8, not a name that begins like one.
    private static func isLoopbackNumber(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    static func name(_ request: Request) -> String {
        isPlainLoopback(request) ? SessionCookie.name : secureName
    }

    static func value(_ request: Request) -> String? {
        guard let value = request.cookies[name(request)]?.value, (20...200).contains(value.utf8.count) else {
            return nil
        }
        return value
    }

    /// The header that sets the cookie; without a value, the one that takes it away.
    static func header(_ value: String?, _ request: Request) -> String {
        let secure = isPlainLoopback(request) ? "" : "; Secure"
        let age = value == nil ? "; Max-Age=0" : ""
        return "\(name(request))=\(value ?? ""); Path=/; HttpOnly; SameSite=Lax\(secure)\(age)"
    }
}
