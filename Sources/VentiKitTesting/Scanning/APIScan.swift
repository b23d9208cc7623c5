//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import VentiKit

/// A scan of an API that a test makes: its document, who to be, and how far to go.
///
/// ```swift
/// let scan = APIScan(.beside("openapi.yaml"), identities: [alice, bob], profile: .active)
/// let report = try await scan.run(over: .closure { request, body in try await app.respond(to: request, body) })
/// try report.expect(.noFindings(atOrAbove: .high), .coverage(atLeast: 0.9))
/// ```
///
/// A test suite scans its own API, so there is no pacing, and one request is sent at a time: the same seed gives the same
/// report.
public struct APIScan: Sendable {
    /// The API's document.
    public var document: DocumentSource
    /// In whose names requests are sent. Two of the same role show whether one user reaches what is another's.
    public var identities: [Identity]
    /// What the scan may do, and how much of it.
    public var policy: ScanPolicy
    /// The checks to choose from. Defaults to those that come with VentiKit.
    public var checks: CheckSet = .default

    /// Makes a scan.
    ///
    /// - Parameters:
    ///   - document: The API's document: a file, its text, or a description that the host already has.
    ///   - identities: In whose names requests are sent. Defaults to nobody.
    ///   - profile: How far the scan may go. Defaults to attacks that change nothing; a test's own server may be given
    ///     more.
    ///   - limits: How much the scan may send.
    ///   - seed: Decides every random choice. Defaults to 0.
    public init(
        _ document: DocumentSource,
        identities: [Identity] = [],
        profile: ScanPolicy.Profile = .safe,
        limits: Limits = Limits(),
        seed: UInt64 = 0
    ) {
        self.document = document
        self.identities = identities
        policy = ScanPolicy()
        policy.profile = profile
        policy.seed = seed
        policy.maximumRequests = limits.requests
        policy.maximumSeconds = limits.seconds
        policy.requestsPerSecond = limits.requestsPerSecond
        policy.concurrency = limits.concurrency
    }

    /// How much a scan may send, and how fast.
    public struct Limits: Sendable, Hashable {
        /// The requests in all. Defaults to 5,000.
        public var requests: Int
        /// The seconds. Defaults to 300.
        public var seconds: Double
        /// The requests a second; `nil` for no pacing, which is the default.
        public var requestsPerSecond: Double?
        /// The most requests in flight at once. Defaults to 1; with more, the order in which an API that keeps state
        /// sees them is no longer the same in every run.
        public var concurrency: Int

        /// Makes limits.
        ///
        /// - Parameters:
        ///   - requests: The requests in all.
        ///   - seconds: The seconds.
        ///   - requestsPerSecond: The requests a second.
        ///   - concurrency: The most requests in flight at once.
        public init(
            requests: Int = 5_000,
            seconds: Double = 300,
            requestsPerSecond: Double? = nil,
            concurrency: Int = 1
        ) {
            self.requests = requests
            self.seconds = seconds
            self.requestsPerSecond = requestsPerSecond
            self.concurrency = concurrency
        }
    }
}
