//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension AttemptOutcome {
    /// What a response amounts to.
    ///
    /// Where several outcomes are true, the first counts of: limited or blocked, with surplus, undecodable, truncated,
    /// redirected, unreadable.
    ///
    /// - Parameters:
    ///   - exchange: The exchange, its verdict included.
    ///   - target: Where it went.
    ///   - scope: What says whether a redirect may be followed.
    public init(_ exchange: HTTPExchange, with target: TargetURL, scope: ScanScope) {
        let response = exchange.response
        switch exchange.verdict {
        case .limited: self = .rateLimited
        case .blocked: self = .blocked
        case .answered where response.hasSurplus: self = .answeredWithSurplus
        case .answered where response.bodyIsEncoded: self = .answeredUndecodable
        case .answered where response.bodyIsTruncated: self = .answeredTruncated
        case .answered:
            self = Self.redirect(exchange, target, scope) ?? (response.isReadable ? .answered : .answeredUnreadable)
        }
    }

    private static func redirect(_ exchange: HTTPExchange, _ target: TargetURL, _ scope: ScanScope) -> Self? {
        let response = exchange.response
        guard (300..<400).contains(response.status), let location = response.headers["location"] else { return nil }
        let asked = target.basePath + exchange.request.target
        let method = exchange.request.method
        switch scope.redirectTarget(location, from: target, requestTarget: asked, method: method) {
        case .failure: return .redirectedOutOfScope
        case .success(asked): return .redirectedToItself
        case .success: return .redirected
        }
    }
}

extension ProbeResponse {
    /// Whether the body is what its media type says, as far as a scan reads it.
    fileprivate var isReadable: Bool {
        guard mediaType == "application/json" || mediaType.hasSuffix("+json"), !body.isEmpty else { return true }
        return String(validating: body, as: UTF8.self) != nil && JSONValue(parsingJSON: body) != nil
    }
}
