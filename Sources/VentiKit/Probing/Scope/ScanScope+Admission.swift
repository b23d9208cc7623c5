//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ScanScope {
    /// Checks a request's method and target.
    ///
    /// - Parameters:
    ///   - method: The method as it goes on the wire.
    ///   - target: The target as it goes on the wire, with the base path.
    /// - Returns: Why the scope refuses it, or `nil` where it does not.
    public func admits(method: String, target: String) -> ScopeRefusal? {
        if let methods, !methods.contains(Self.isUppercase(method) ? method : method.uppercased()) {
            return ScopeRefusal(.method, "Method \(method.prefix(20)) is not in the scope.")
        }
        if method == "OPTIONS" && target == "*" {
            return basePath.isEmpty && includedPaths.isEmpty
                ? nil : ScopeRefusal(.path, "OPTIONS * concerns the whole server, of which the scope is a part.")
        }
        return admitsPlainly(target: target) ? nil : admits(path: target)
    }

    private static func isUppercase(_ method: String) -> Bool { method.utf8.allSatisfy { $0 &- 65 < 26 } }

    /// Checks a host and port, such as those of a redirect.
    public func admits(host: String, port: Int) -> ScopeRefusal? {
        guard ports.contains(port) else { return ScopeRefusal(.port, "Port \(port) is not in the scope.") }
        if hosts.contains(host) { return nil }
        let name = host.lowercased()
        let isNamed = hosts.contains { pattern in
            guard pattern.hasPrefix("*.") else { return pattern.lowercased() == name }
            return name.hasSuffix(pattern.dropFirst().lowercased())
        }
        return isNamed ? nil : ScopeRefusal(.host, "Host \(name.prefix(253)) is not in the scope.")
    }

    /// Checks an address that a host's name was resolved to.
    public func admits(address: NetworkAddress) -> ScopeRefusal? {
        if hosts.contains(address.description) { return nil }
        let isRefused =
            switch address.kind {
            case .unusable, .linkLocal: true
            case .loopback, .private: addressPolicy == .publicOnly
            case .global: false
            }
        guard isRefused else { return nil }
        return ScopeRefusal(
            .address,
            "The host's name has the \(address.kind.rawValue) address \(address), which the scope does not name."
        )
    }

    /// Checks the value of a `Location` field, and gives the target to request if the scope admits it.
    ///
    /// - Parameters:
    ///   - location: An absolute URL or a reference, as the server wrote it.
    ///   - base: The target of the scan, which all requests go to.
    ///   - requestTarget: The target on the wire of the request that was redirected.
    ///   - method: The method that the next request would have.
    /// - Returns: The target on the wire, base path included, or why the scope refuses it.
    public func redirectTarget(
        _ location: String,
        from base: TargetURL,
        requestTarget: String,
        method: String = "GET"
    ) -> Result<String, ScopeRefusal> {
        switch RedirectLocation(location, base: base, requestTarget: requestTarget) {
        case nil:
            return .failure(ScopeRefusal(.ambiguous, "The redirect's location is not a URL that can be followed."))
        case let redirect?:
            let refusal =
                admits(host: redirect.host, port: redirect.port) ?? admits(method: method, target: redirect.target)
            if let refusal { return .failure(refusal) }
            guard redirect.host == base.host, redirect.port == base.port, redirect.scheme == base.scheme else {
                return .failure(ScopeRefusal(.host, "The redirect leads from \(base.origin) to another origin."))
            }
            return .success(redirect.target)
        }
    }

    /// Checks a whole request as it goes on the wire: its target, its method, and the host that its `Host` field names.
    func admits(_ request: ProbeRequest, to target: TargetURL) -> ScopeRefusal? {
        if let refusal = admits(host: target.host, port: target.port) { return refusal }
        if !allowsForeignHostField, request.headers.contains("host") {
            for value in request.headers.values(of: "host") where value.lowercased() != target.authority {
                guard let named = try? TargetURL("\(target.scheme.rawValue)://\(value)"),
                    hosts.contains(named.host)
                else {
                    return ScopeRefusal(.host, "The Host field names a host that is not in the scope.")
                }
            }
        }
        return admits(method: request.method, target: request.target)
    }

    /// Checks a target in all the ways in which servers may read it.
    func admits(path target: String) -> ScopeRefusal? {
        guard target.utf8.first == UInt8(ascii: "/") else {
            return ScopeRefusal(.ambiguous, "A request's target begins with a slash.")
        }
        guard target.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f }) else {
            return ScopeRefusal(.ambiguous, "A request's target holds a blank or a control character.")
        }
        guard let path = ScopePath(target: target) else {
            return ScopeRefusal(.ambiguous, "A request's path is percent-encoded too many times over.")
        }
        for reading in path.readings {
            guard let relative = relative(reading) else {
                return ScopeRefusal(.path, "Path \(shortened(reading)) is not below \(basePath).")
            }
            guard includedPaths.isEmpty || includedPaths.contains(where: { $0.matches(relative) }) else {
                return ScopeRefusal(.path, "Path \(shortened(reading)) is not one of the included paths.")
            }
            guard !excludes(Array(relative.utf8)) else {
                return ScopeRefusal(.path, "Path \(shortened(reading)) is excluded.")
            }
        }
        return nil
    }

    private func relative(_ path: String) -> String? {
        if basePath.isEmpty { return path }
        if path == basePath { return "/" }
        return path.hasPrefix(basePath + "/") ? String(path.dropFirst(basePath.count)) : nil
    }

    private func shortened(_ path: String) -> String { path.count > 120 ? path.prefix(120) + "…" : path }
}
