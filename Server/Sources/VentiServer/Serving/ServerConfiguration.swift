//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import VentiService

/// How the server serves.
public struct ServerConfiguration: Sendable {
    /// So many requests in so long.
    public struct Rate: Sendable, Hashable {
        /// How many.
        public var requests: Int
        /// In how many seconds.
        public var seconds: Int

        /// So many requests in so long.
        public init(_ requests: Int, in seconds: Int) {
            self.requests = requests
            self.seconds = seconds
        }
    }

    /// The address to listen on. Defaults to this machine only.
    public var host = "127.0.0.1"
    /// The port to listen on.
    public var port = 8080
    /// The address for probes and metrics. Defaults to this machine only.
    public var managementHost = "127.0.0.1"
    /// The port for probes and metrics.
    public var managementPort = 9464
    /// The proxies whose word about their clients is taken. Defaults to none.
    public var trustedProxies = TrustedProxies.none
    /// How long a connection may say nothing. Defaults to 30 seconds.
    public var idleSeconds = 30
    /// How long a request may take as a whole, streams aside. Defaults to 60 seconds.
    public var requestSeconds = 60
    /// How many streams of events one member or key may have open. Defaults to 6.
    public var streamsPerPrincipal = 6
    /// How often operations may be called, each class by itself.
    public var rates: [Endpoint.RateClass: Rate] = [
        .standard: Rate(1_200, in: 60), .login: Rate(30, in: 60), .scans: Rate(120, in: 3_600),
        .shared: Rate(60, in: 60),
    ]
    /// How long the server stays ready to be asked while it no longer says that it is, so that balancers notice.
    public var drainSeconds = 0.0
    /// The git commit or version that the server was built from.
    public var build = "dev"

    /// The defaults.
    public init() {}
}
