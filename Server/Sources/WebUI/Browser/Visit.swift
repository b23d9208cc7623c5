//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Hummingbird
import VentiServer
import VentiService

/// A request of somebody who has signed in.
struct Visit: Sendable {
    let ui: WebUI
    let request: Request
    let requestID: String
    let principal: Principal
    let cookie: String
    /// What the URL asks for.
    let query: Form
    /// The path's parameters.
    let path: [String: String]

    var platform: Platform { ui.platform }

    func id(_ name: String) throws -> RecordID {
        guard let id = path[name].flatMap({ RecordID(rawValue: $0) }) else { throw ServiceError.notFound(name) }
        return id
    }

    func may(_ permission: Permission) -> Bool { principal.may(permission) }

    /// The part of a list that the URL asks for.
    func pageRequest(_ limit: Int = 50) -> PageRequest {
        PageRequest(limit: limit, cursor: query["cursor"].isEmpty ? nil : query["cursor"])
    }

    /// What surrounds a page.
    func chrome(_ title: String, _ section: Chrome.Section, notices: [Chrome.Notice] = []) async throws -> Chrome {
        var chrome = Chrome(title: title, section: section, principal: principal, assets: ui.assets)
        chrome.token = platform.identity.formToken(cookie: cookie)
        if may(.readStops) {
            chrome.stops = try await platform.stops.engaged(as: principal).map {
                Chrome.Stop(reach: $0.reach.rawValue, reason: $0.reason)
            }
        }
        chrome.notices = notices
        if let notice = Chrome.Notice(done: query["done"]) { chrome.notices.append(notice) }
        return chrome
    }

    func html(_ view: some PageView, status: HTTPResponse.Status = .ok) throws -> Response {
        try ui.html(view, status: status)
    }

    /// Sends the browser to a page after something was done.
    func redirect(_ path: String, done: String? = nil) -> Response {
        let mark = path.contains("?") ? "&" : "?"
        return Response(status: .seeOther, headers: [.location: done.map { "\(path)\(mark)done=\($0)" } ?? path])
    }
}

extension WebUI {
    /// What pages may do: load what this server serves, and run only its own scripts, which make no markup of data.
    static let policy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'",
        "font-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
        "require-trusted-types-for 'script'", "trusted-types venti",
    ].joined(separator: "; ")

    func html(_ view: some PageView, status: HTTPResponse.Status = .ok) throws -> Response {
        Response(
            status: status,
            headers: [
                .contentType: "text/html; charset=utf-8", .contentSecurityPolicy: Self.policy,
                .cacheControl: "no-store", .vary: "Cookie, Sec-Fetch-Site, Origin",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: try templates.html(view)))
        )
    }
}
