//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Logging

/// VentiKit's own scanner: probes an API in the process that calls it, and proves what it finds.
///
/// ```swift
/// let request = ScanRequest(document: .file("openapi.yaml"), target: "http://127.0.0.1:8080")
/// let report = try await NativeScanner().scan(request)
/// ```
public struct NativeScanner: APIScanner {
    /// How a scanner works, whatever it scans.
    public struct Configuration: Sendable {
        /// The checks to choose from. Defaults to ``CheckSet/default``.
        public var checks: CheckSet = .default
        /// How probes reach the API; `nil` for the network. Give an ``InProcessTransport`` to scan a handler in this process.
        public var transport: (any ProbeTransport)?
        /// Where connections to the target go, for a scan in a container; `nil` for the target's own address.
        public var route: TargetRoute?
        /// The image that holds this scanner, for executors that run containers. Defaults to ``defaultImage``.
        public var image: String = Self.defaultImage
        /// The image that `Scripts/image` builds.
        public static let defaultImage = "ventikit/venti:\(ScanReport.Tool.current.version)"
        /// How TLS servers are verified. Defaults to the system's trust roots.
        public var tls: TLSPolicy = .verify
        /// The bounds within which responses are read.
        public var limits: ProbeLimits = ProbeLimits()

        /// Where a scan logs its beginning, its passes and its end, all at level debug. Defaults to nowhere.
        public var logger = Logger(label: "venti", factory: { _ in SwiftLogNoOpLogHandler() })

        /// Makes the default configuration.
        public init() {}
    }

    let configuration: Configuration

    /// A scanner. The default runs all checks over the network.
    public init(_ configuration: Configuration = Configuration()) { self.configuration = configuration }

    public var descriptor: ScannerDescriptor {
        ScannerDescriptor(id: "native", title: "VentiKit", version: ScanReport.Tool.current.version)
    }

    /// Scans, and returns when everything is reported.
    ///
    /// Once ``ScanEvent/started(_:)`` was sent, ``ScanEvent/finished(_:)`` follows, whatever happens.
    ///
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidTarget``, ``ScanError/Code/invalidDocument``,
    ///   ``ScanError/Code/invalidArgument``, ``ScanError/Code/unknownCheck``, ``ScanError/Code/unreachable`` or
    ///   ``ScanError/Code/identityFailed`` if the scan cannot begin; `CancellationError` if it was cancelled before.
    public func scan(_ request: ScanRequest, into events: ScanEventSink) async throws {
        let checks = try CheckSelection(request.policy).select(from: configuration.checks)
        try await withClient(for: request) { client, description in
            let accounts = AccountOperations(in: description)
            let people = try await ScanIdentities(description: description, operations: accounts, client: client)
                .prepare(request)
            let session = ScanSession(
                description: description,
                policy: request.policy,
                identities: people.identities,
                accountOperations: accounts,
                client: client,
                passiveChecks: checks.compactMap { $0 as? any PassiveCheck }
            )
            session.withState { state in
                state.diagnostics += people.diagnostics
                state.accounts = people.accounts
                if let account = people.account { state.account = .some(account) }
            }
            let run = NativeScan(
                request: request,
                description: description,
                checks: checks,
                session: session,
                events: ScanLog(logger: configuration.logger).logging(events)
            )
            try await run.run()
        }
    }

    /// Runs the body with a client for the request's target and the description of its API.
    ///
    /// - Throws: As ``scan(_:into:)``, and what the body throws.
    package func withClient<Result: Sendable>(
        for request: ScanRequest,
        _ body: (ProbeClient, APIDescription) async throws -> Result
    ) async throws -> Result {
        try await withClient(for: request) { client in
            try await body(client, try await DocumentLoader(client: client).load(request.document))
        }
    }

    /// Runs the body with a client for the request's target; what the request says about the document does not count.
    ///
    /// - Throws: As ``scan(_:into:)``, and what the body throws.
    func withClient<Result: Sendable>(
        for request: ScanRequest,
        _ body: (ProbeClient) async throws -> Result
    ) async throws -> Result {
        let target: TargetURL
        do {
            target = try TargetURL(request.target)
        } catch {
            throw ScanError(.invalidTarget, error.message, cause: error)
        }
        try request.validate()
        if let transport = configuration.transport {
            return try await withClient(for: request, target, over: transport, body)
        }
        return try await withNetworkTransport(
            to: target,
            over: configuration.route,
            scope: request.scope ?? ScanScope(target: target),
            limits: configuration.limits,
            tls: configuration.tls,
            maximumConnections: request.policy.concurrency
        ) { transport in
            try await withClient(for: request, target, over: transport, body)
        }
    }

    private func withClient<Result: Sendable>(
        for request: ScanRequest,
        _ target: TargetURL,
        over transport: any ProbeTransport,
        _ body: (ProbeClient) async throws -> Result
    ) async throws -> Result {
        let start = ContinuousClock.now
        var options = ProbeClient.Options(scope: request.scope ?? ScanScope(target: target))
        options.limits = configuration.limits
        options.requestsPerSecond = request.policy.requestsPerSecond
        options.maximumRequests = request.policy.maximumRequests
        // A proof takes a handful of requests, that of a missing limit a burst.
        options.replayReserve = min(request.policy.maximumRequests / 5, 200 + request.policy.largestAttempts)
        options.concurrency = request.policy.concurrency
        options.deadline = start + .seconds(request.policy.maximumSeconds)
        let client = ProbeClient(target: target, transport: transport, options: options)
        return try await body(client)
    }
}
