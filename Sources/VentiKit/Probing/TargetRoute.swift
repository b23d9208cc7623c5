//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Where connections to a target really go, for a scanner that runs in a place where the target has another address.
///
/// Inside a container, `http://127.0.0.1:8080` is the container itself. A route says where the API of the same name is
/// found from there. Only the address of the connections changes: the target, the `Host` field, the name that TLS
/// verifies, the scope and every finding stay what they are without it.
public struct TargetRoute: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The name or address to connect to.
    public var host: String
    /// The port to connect to.
    public var port: Int

    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
