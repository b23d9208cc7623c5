//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import AsyncHTTPClient
import NIOCore
public import VentiKit

/// OWASP ZAP as a scanner: drives a daemon that is already running.
///
/// ```swift
/// var configuration = ZAPScanner.Configuration(url: "http://127.0.0.1:8090")
/// configuration.apiKey = Secret(key)
/// let report = try await ZAPScanner(configuration).scan(request)
/// ```
///
/// VentiKit reaches the API first, through ZAP: as every identity, with values that the API accepts, and only with the
/// operations that the policy allows. So ZAP's history holds valid requests with their credentials, and the report says
/// what was covered. Then ZAP attacks each of these requests with the rules of the profile.
///
/// A daemon has one session, one list of alerts and one set of options, so it carries out one scan at a time: a second one
/// is refused. Its history is emptied first.
///
/// - Important: ZAP forwards to whatever host a caller names. Let its port be reached from this host only.
public struct ZAPScanner: APIScanner {
    /// Where ZAP is, and how it is asked.
    public struct Configuration: Sendable {
        /// The address of ZAP's API, such as `http://127.0.0.1:8080`.
        public var url: String
        /// The key that ZAP was started with (`api.key`); `nil` where it wants none.
        public var apiKey: Secret?
        /// How often ZAP is asked how far it is. Defaults to half a second.
        public var pollInterval: Duration = .milliseconds(500)
        /// The alerts that are taken over. Defaults to 100,000.
        public var maximumAlerts = 100_000

        /// Makes the configuration for a daemon.
        ///
        /// - Parameters:
        ///   - url: The address of ZAP's API.
        ///   - apiKey: The key that ZAP was started with.
        public init(url: String, apiKey: Secret? = nil) {
            self.url = url
            self.apiKey = apiKey
        }
    }

    private let configuration: Configuration

    /// Makes a scanner.
    ///
    /// - Parameter configuration: Where ZAP is.
    public init(_ configuration: Configuration) { self.configuration = configuration }

    public var descriptor: ScannerDescriptor {
        ScannerDescriptor(id: "zap", title: "OWASP ZAP", version: "")
    }

    /// Scans, and returns when everything is reported.
    ///
    /// - Throws: ``ZAPError`` with code ``ZAPError/Code/unreachable``, ``ZAPError/Code/unsupported`` or
    ///   ``ZAPError/Code/refused`` if ZAP cannot be used; as ``VentiKit/NativeScanner/scan(_:into:)`` if the scan cannot
    ///   begin.
    public func scan(_ request: ScanRequest, into events: ScanEventSink) async throws {
        let target: TargetURL
        do {
            target = try TargetURL(request.target)
        } catch {
            throw ScanError(.invalidTarget, error.message, cause: error)
        }
        var options = HTTPClient.Configuration(redirectConfiguration: .disallow)
        options.timeout.connect = .seconds(5)
        let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: options)
        let base = configuration.url.hasSuffix("/") ? String(configuration.url.dropLast()) : configuration.url
        let daemon = ZAPDaemon(client: ZAPClient(base: base, key: configuration.apiKey, http: http))
        let result: Result<Void, any Error>
        do {
            let version = try await daemon.version()
            try await daemon.begin()
            let scan = ZAPScan(
                daemon: daemon,
                configuration: configuration,
                request: request,
                target: target,
                version: version,
                events: events
            )
            result = await scan.run()
            await daemon.end()
        } catch {
            result = .failure(error)
        }
        try? await http.shutdown()
        try result.get()
    }
}
