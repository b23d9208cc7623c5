//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What a scan may send to.
///
/// Nothing is sent outside it, and what is refused is recorded.
///
/// The default scope of a target is exactly that target: its host, its port, and the paths below its base path.
public struct ScanScope: Sendable, Hashable, Codable {
    /// The names and addresses that may be sent to, as in ``TargetURL/host``; `*.example.com` stands for all names below.
    public var hosts: Set<String>
    /// The ports that may be sent to.
    public var ports: Set<Int>
    /// What all paths begin with: empty, or a path that does not end in a slash.
    public var basePath: String
    /// The paths below ``basePath`` that may be sent to.
    ///
    /// Empty stands for all of them, which is the default.
    public var includedPaths: [PathGlob]
    /// The paths below ``basePath`` that must not be sent to, nor anything below them.
    ///
    /// They win over ``includedPaths`` and match without regard to case, as some servers do.
    public var excludedPaths: [PathGlob]
    /// The methods that may be sent, in capitals; `nil` stands for all, which is the default.
    public var methods: Set<String>?
    /// What to do where a host's name has an address that is not a public one.
    public var addressPolicy: AddressPolicy
    /// Whether requests may carry a `Host` field that names another host.
    ///
    /// Behind shared gateways this can reach somebody else's application, so the default is `false`.
    public var allowsForeignHostField: Bool

    /// Which kinds of address a scan may connect to.
    ///
    /// What the user names as an address is always allowed.
    public enum AddressPolicy: String, Sendable, Hashable, Codable {
        /// Public, private and loopback addresses, but not link-local ones such as the metadata services of clouds.
        case anyButLinkLocal
        /// Public addresses only.
        case publicOnly
    }

    /// Makes the scope that is exactly the target.
    public init(target: TargetURL) {
        hosts = [target.host]
        ports = [target.port]
        basePath = target.basePath
        includedPaths = []
        excludedPaths = []
        methods = nil
        addressPolicy = .anyButLinkLocal
        allowsForeignHostField = false
    }
}
