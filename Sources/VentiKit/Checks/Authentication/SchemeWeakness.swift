//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What an identity's one credential shows about an operation with several schemes, if it is answered.
enum SchemeWeakness: Sendable, Hashable {
    /// The document wants these schemes as well.
    case notEnforced([String])
    /// The document lets this scheme do, though it has a strong one.
    case weakAlternative(String, beside: String)

    /// Compares what the document wants with what the identity shows.
    ///
    /// - Parameters:
    ///   - operation: An operation that the identity's request succeeds at.
    ///   - schemes: The document's schemes.
    ///   - shown: How the identity shows its credential.
    ///   - sent: The request without the credential, which may carry others as ordinary parameters.
    /// - Returns: `nil` where all is as it should be, or nothing can be said.
    init?(
        in operation: APIOperation,
        schemes: [String: APISecurityScheme],
        shown: APISecurityScheme,
        sent: ProbeRequest
    ) {
        let alternatives = operation.security.map { $0.map(\.scheme) }
        guard !alternatives.contains(where: \.isEmpty) else { return nil }
        let known = alternatives.filter { $0.allSatisfy { schemes[$0] != nil } }
        guard known.count == alternatives.count else { return nil }
        func isMet(_ name: String) -> Bool {
            schemes[name].map { $0.isMet(by: shown) || $0.isCarried(by: sent) } ?? true
        }
        let sufficient = alternatives.filter { $0.allSatisfy(isMet) }
        if sufficient.isEmpty {
            // What the identity shows belongs to a combination of which the rest is missing.
            let begun = alternatives.filter { $0.contains(where: isMet) }
            guard let closest = begun.first else { return nil }
            self = .notEnforced(closest.filter { !isMet($0) })
            return
        }
        guard let used = sufficient.first(where: { $0.count == 1 })?.first, schemes[used]?.isWeak ?? false,
            let strong = alternatives.first(where: { $0.contains { schemes[$0]?.isStrong ?? false } })?.first
        else { return nil }
        self = .weakAlternative(used, beside: strong)
    }

    /// Whether the document lets a weak scheme do at an operation for which it has a strong one.
    static func isAllowed(in operation: APIOperation, schemes: [String: APISecurityScheme]) -> Bool {
        let alternatives = operation.security.map { $0.map(\.scheme) }
        return alternatives.contains { $0.count == 1 && schemes[$0[0]]?.isWeak ?? false }
            && alternatives.contains { $0.contains { schemes[$0]?.isStrong ?? false } }
    }

    /// Whether the document itself allows it.
    var isByDesign: Bool {
        switch self {
        case .notEnforced: false
        case .weakAlternative: true
        }
    }

    func summary(of identity: String) -> String {
        switch self {
        case .notEnforced(let names):
            let list = names.map { "\"\($0.prefix(60))\"" }.joined(separator: ", ")
            return "The document asks for \(list) as well, but \(identity)'s one credential suffices."
        case .weakAlternative(let name, let strong):
            return "\(identity)'s credential of the scheme \"\(name.prefix(60))\" suffices, which is weaker than "
                + "\"\(strong.prefix(60))\"."
        }
    }
}

extension APISecurityScheme {
    /// Whether a credential that is shown in this way is one of the scheme's. TLS is not looked at: a certificate may
    /// have been shown, and what is not understood may have been met.
    fileprivate func isMet(by shown: APISecurityScheme) -> Bool {
        switch self {
        case .bearer, .oauth2, .openIDConnect: shown.isBearer
        case .basic: shown == .basic
        case .http(let scheme): shown == .http(scheme: scheme.lowercased())
        // A token against request forgery is asked for where something changes, and is no credential.
        case .apiKey(let name, _)
        where SensitiveNames.fold(name).contains("csrf") || name.lowercased().contains("xsrf"):
            true
        case .apiKey(let name, let location):
            if name.lowercased() == "authorization" { shown.isAuthorization } else { shown.isKey(name, location) }
        case .mutualTLS, .unknown: true
        }
    }

    /// Whether the request carries a key of the scheme as an ordinary parameter.
    fileprivate func isCarried(by request: ProbeRequest) -> Bool {
        guard case .apiKey(let name, let location) = self else { return false }
        switch location {
        case .header: return request.headers.contains(name)
        case .query: return request.target.contains("?\(name)=") || request.target.contains("&\(name)=")
        case .cookie: return request.headers["cookie"]?.contains("\(name)=") ?? false
        case .path: return true
        }
    }

    private var isBearer: Bool { if case .bearer = self { true } else { isAuthorizationKey } }
    private var isAuthorizationKey: Bool {
        if case .apiKey(let name, .header) = self { name.lowercased() == "authorization" } else { false }
    }
    private var isAuthorization: Bool {
        switch self {
        case .bearer, .basic, .http: true
        default: isAuthorizationKey
        }
    }

    private func isKey(_ name: String, _ location: APIParameter.Location) -> Bool {
        guard case .apiKey(let ownName, let ownLocation) = self else { return false }
        let isSame = location == .header ? ownName.lowercased() == name.lowercased() : ownName == name
        return ownLocation == location && isSame
    }

    fileprivate var isWeak: Bool {
        switch self {
        case .basic, .apiKey(_, .query): true
        default: false
        }
    }

    fileprivate var isStrong: Bool {
        switch self {
        case .bearer, .oauth2, .openIDConnect, .mutualTLS: true
        default: false
        }
    }
}
