//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import AsyncHTTPClient
import EngineHTTP
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization
import VentiKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Sends requests to an API server.
///
/// Calls are not ended by the cancellation of the task that makes them, so that what was made can always be removed;
/// each has a time limit instead.
struct ClusterConnection: Sendable {
    /// How long a connection may say nothing in the middle of an answer, in seconds.
    static let silenceSeconds: Int64 = 75

    let cluster: KubernetesCluster
    let tokens: TokenKeeper
    let client: HTTPClient
    /// What the requests' URLs begin with.
    let base: String
    /// Hears of every request that is sent.
    let observer: (@Sendable (String) -> Void)?

    /// Something to ask of a cluster.
    struct Call: Sendable {
        enum Method: String, Sendable {
            case get = "GET"
            case post = "POST"
            case delete = "DELETE"
        }

        var method: Method
        var path: String
        var query: [(String, String)] = []
        var body: [UInt8]?
        var contentType = "application/json"
        var seconds: Double = 30
        var maximumBytes = 16 << 20

        init(_ method: Method, _ path: String, query: [(String, String)] = [], body: [UInt8]? = nil) {
            self.method = method
            self.path = path
            self.query = query
            self.body = body
        }
    }

    /// What a cluster answered.
    struct Answer: Sendable {
        var status: Int
        var headers: HTTPHeaders
        var body: [UInt8]

        /// After how many seconds the cluster wants to be asked again, where it says so.
        var retryAfter: Double? { headers.first(name: "Retry-After").flatMap { Double($0) } }
    }

    init(_ cluster: KubernetesCluster, _ tokens: TokenKeeper, observer: (@Sendable (String) -> Void)?) async throws {
        self.cluster = cluster
        self.tokens = tokens
        self.observer = observer
        var configuration = HTTPClient.Configuration()
        configuration.timeout = .init(connect: .seconds(10), read: .seconds(Self.silenceSeconds))
        configuration.httpVersion = .http1Only
        configuration.redirectConfiguration = .disallow
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.idleTimeout = .seconds(60)
        configuration.tlsConfiguration = try Self.tls(cluster, try await tokens.certificate())
        configuration.proxy = try cluster.trust.proxy.map(Self.proxy)
        base = try Self.base(cluster, &configuration)
        client = HTTPClient(eventLoopGroup: MultiThreadedEventLoopGroup.singleton, configuration: configuration)
        eventLoop = client.eventLoopGroup.next()
    }

    /// The loop of all connections, and of what happens later.
    ///
    /// AsyncHTTPClient 1.37 ends the process where a request has another loop than its connection, and the server closes that
    /// connection right after an answer that came before the end of the request's body was written.
    let eventLoop: any EventLoop

    /// Closes all connections.
    func close() async { try? await client.shutdown() }

    /// The answer, whatever its status.
    ///
    /// - Parameter authorization: What the `Authorization` field says.
    /// - Throws: ``KubernetesError`` with code ``KubernetesError/Code/unreachable``.
    func send(_ call: Call, authorization: String?) async throws -> Answer {
        let request = try request(call, authorization: authorization)
        observer?("\(call.method.rawValue) \(call.path)")
        do {
            let accumulator = ResponseAccumulator(request: request, maxBodySize: call.maximumBytes)
            let deadline = NIODeadline.now() + .milliseconds(Int64(call.seconds * 1_000))
            let response = try await begin(request, accumulator, deadline).get()
            let body = response.body.map { Array($0.readableBytesView) } ?? []
            return Answer(status: Int(response.status.code), headers: response.headers, body: body)
        } catch {
            throw describe(error)
        }
    }

    /// Begins an answer that comes bit by bit. It ends by itself after the call's seconds.
    ///
    /// - Parameter keep: Gets what ends it early, also while its beginning is waited for.
    func stream(
        _ call: Call,
        authorization: String?,
        keep: (@escaping ClusterStream.Cancel) -> Void
    ) async throws -> ClusterStream {
        let request = try request(call, authorization: authorization)
        observer?("\(call.method.rawValue) \(call.path)?\(call.query.first?.0 ?? "")")
        do {
            let delegate = StreamReceiver(eventLoop: eventLoop)
            let deadline = NIODeadline.now() + .milliseconds(Int64(call.seconds * 1_000))
            let task = begin(request, delegate, deadline)
            let cancel: ClusterStream.Cancel = {
                delegate.bytes.close()
                task.cancel()
            }
            keep(cancel)
            let head = try await delegate.head.futureResult.get()
            return ClusterStream(
                status: Int(head.status.code),
                headers: head.headers,
                bytes: delegate.bytes,
                cancel: cancel
            )
        } catch {
            throw describe(error)
        }
    }

    /// Sends a request and waits for nothing, for use where no task is.
    func fire(_ call: Call, authorization: String?) {
        guard let request = try? request(call, authorization: authorization) else { return }
        observer?("\(call.method.rawValue) \(call.path)")
        let accumulator = ResponseAccumulator(request: request, maxBodySize: 1 << 20)
        _ = begin(request, accumulator, .now() + .seconds(10))
    }

    private func begin<Delegate: HTTPClientResponseDelegate>(
        _ request: HTTPClient.Request,
        _ delegate: Delegate,
        _ deadline: NIODeadline
    ) -> HTTPClient.Task<Delegate.Response> {
        client.execute(
            request: request,
            delegate: delegate,
            eventLoop: .delegateAndChannel(on: eventLoop),
            deadline: deadline
        )
    }

    private func request(_ call: Call, authorization: String?) throws -> HTTPClient.Request {
        var text = base + call.path
        if !call.query.isEmpty {
            text += "?" + call.query.map { "\($0)=\(PercentEncoding.encode($1))" }.joined(separator: "&")
        }
        guard let url = URL(string: text) else {
            throw KubernetesError(.invalidConfiguration, "\(cluster) is not an address.")
        }
        var headers = HTTPHeaders()
        headers.add(name: "Accept", value: "application/json, */*")
        headers.add(name: "User-Agent", value: "VentiKit/\(ScanReport.Tool.current.version)")
        if call.body != nil { headers.add(name: "Content-Type", value: call.contentType) }
        if let authorization { headers.add(name: "Authorization", value: authorization) }
        for field in cluster.credentials.impersonation { headers.add(name: field.name, value: field.value) }
        return try HTTPClient.Request(
            url: url,
            method: HTTPMethod(rawValue: call.method.rawValue),
            headers: headers,
            body: call.body.map { .bytes($0) }
        )
    }

    /// The error in words for somebody who sets a cluster up.
    private func describe(_ error: any Error) -> any Error {
        if error is KubernetesError || error is CancellationError { return error }
        if error is NIOSSLError || error is NIOSSLExtraError {
            return KubernetesError(
                .unreachable,
                "The API server at \(cluster) and this client do not trust each other: \(error). Check "
                    + "certificate-authority-data and tls-server-name.",
                cause: error
            )
        }
        return KubernetesError(.unreachable, "The API server at \(cluster) does not answer (\(error)).", cause: error)
    }
}
