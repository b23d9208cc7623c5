//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ProbeClient {
    /// What a client may send, and how fast.
    public struct Options: Sendable {
        /// What may be sent to.
        ///
        /// Defaults to what the target names.
        public var scope: ScanScope
        /// The bounds of one exchange.
        ///
        /// Only the times are the client's business; the transport keeps the others.
        public var limits = ProbeLimits()
        /// The most requests in a second, evenly spaced; `nil`, the default, for no limit.
        public var requestsPerSecond: Double?
        /// The most requests in all, replays and repetitions included.
        ///
        /// Defaults to 10,000.
        public var maximumRequests = 10_000
        /// How many of ``maximumRequests`` only replays may use.
        ///
        /// `nil`, the default, is a twentieth, at most 50.
        public var replayReserve: Int?
        /// When the scan's time is used up.
        ///
        /// Defaults to `nil`, never.
        public var deadline: ContinuousClock.Instant?
        /// The most requests under way at once.
        ///
        /// Defaults to 8.
        public var concurrency = 8
        /// Whether fewer than ``concurrency`` are under way while the target does not keep up.
        ///
        /// Defaults to `true`: two at first, then more and more while neither errors nor latency rise, and fewer when
        /// the target asks for patience, drops connections or gets slower. How long an attack or a replay takes does
        /// not count, because it may take what it asks for.
        public var isAdaptive = true
        /// The `User-Agent` of requests that have none; `nil` adds none.
        ///
        /// Defaults to `VentiKit`.
        public var userAgent: String? = "VentiKit"
        /// The longest wait that a `Retry-After` is granted.
        ///
        /// Defaults to 30 seconds. Where the target asks for more, the response is given back at once.
        public var maximumRetryAfter = Duration.seconds(30)

        /// The default options within a scope.
        public init(scope: ScanScope) { self.scope = scope }
    }
}
