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
import VentiKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Sends requests to an engine over its socket.
///
/// Calls are not ended by the cancellation of the task that makes them, so that what was made can always be removed;
/// each has a time limit instead.
struct DockerConnection: Sendable {
    let endpoint: DockerEndpoint
    let client: HTTPClient
    /// The loop of all connections, and of what happens later.
    ///
    /// AsyncHTTPClient 1.37 ends the process where a request has another loop than its connection, and the server closes that
    /// connection right after an answer that came before the end of the request's body was written.
    let eventLoop: any EventLoop

    /// Something to ask of an engine.
    struct Call: Sendable {
        enum Method: String, Sendable {
            case get = "GET"
            case post = "POST"
            case put = "PUT"
            case delete = "DELETE"
        }

        var method: Method
        var path: String
        var query: [(String, String)] = []
        var body: [UInt8]?
        var contentType: String?
        var headers: [(String, String)] = []
        var seconds: Int64 = 60
        var maximumBytes = 8 << 20

        init(_ method: Method, _ path: String, query: [(String, String)] = []) {
            self.method = method
            self.path = path
            self.query = query
        }
    }

    /// What an engine answered.
    struct Answer: Sendable {
        var status: Int
        var headers: HTTPHeaders
        var body: [UInt8]

        func header(_ name: String) -> String? { headers.first(name: name) }
    }

    init(endpoint: DockerEndpoint) throws {
        self.endpoint = endpoint
        var configuration = HTTPClient.Configuration()
        configuration.timeout = .init(connect: .seconds(5), read: nil)
        configuration.httpVersion = .http1Only
        configuration.redirectConfiguration = .disallow
        configuration.connectionPool.retryConnectionEstablishment = false
        if let tls = endpoint.tls { configuration.tlsConfiguration = try Self.configuration(tls) }
        client = HTTPClient(eventLoopGroup: MultiThreadedEventLoopGroup.singleton, configuration: configuration)
        eventLoop = client.eventLoopGroup.next()
    }

    /// Closes all connections.
    func close() async { try? await client.shutdown() }

    /// The answer, whatever its status.
    ///
    /// - Throws: ``DockerError`` with code ``DockerError/Code/unreachable`` or ``DockerError/Code/permissionDenied``.
    func send(_ call: Call) async throws -> Answer {
        let accumulatesUpTo = call.maximumBytes
        let request = try request(call)
        let deadline = NIODeadline.now() + .seconds(call.seconds)
        do {
            return try await once(request, accumulatesUpTo, deadline)
        } catch let error as HTTPClientError where call.isRepeatable && error == .remoteConnectionClosed {
            // The engine closed a connection that was kept; a new one finds it there.
            do { return try await once(request, accumulatesUpTo, deadline) } catch { throw describe(error) }
        } catch {
            throw describe(error)
        }
    }

    private func execute<Delegate: HTTPClientResponseDelegate>(
        _ request: HTTPClient.Request,
        _ delegate: Delegate,
        _ deadline: NIODeadline? = nil
    ) -> HTTPClient.Task<Delegate.Response> {
        client.execute(
            request: request,
            delegate: delegate,
            eventLoop: .delegateAndChannel(on: eventLoop),
            deadline: deadline
        )
    }

    private func once(_ request: HTTPClient.Request, _ maximum: Int, _ deadline: NIODeadline) async throws -> Answer {
        let accumulator = ResponseAccumulator(request: request, maxBodySize: maximum)
        let response = try await execute(request, accumulator, deadline).get()
        let body = response.body.map { Array($0.readableBytesView) } ?? []
        return Answer(status: Int(response.status.code), headers: response.headers, body: body)
    }

    /// Sends a request whose answer comes as a future, for use where no task is.
    func begin(_ call: Call) -> EventLoopFuture<Answer> {
        let request: HTTPClient.Request
        do {
            request = try self.request(call)
        } catch {
            return eventLoop.makeFailedFuture(error)
        }
        let accumulator = ResponseAccumulator(request: request, maxBodySize: call.maximumBytes)
        return execute(request, accumulator, .now() + .seconds(5)).futureResult
            .map { response in
                let body = response.body.map { Array($0.readableBytesView) } ?? []
                return Answer(status: Int(response.status.code), headers: response.headers, body: body)
            }
    }

    /// Begins an answer that comes bit by bit.
    ///
    /// - Parameters:
    ///   - call: What to ask. Its time limit is that for the beginning of the answer.
    ///   - keeping: Gets the stream before the answer begins, so that waiting for it can be ended.
    /// - Returns: The stream and its status.
    func stream(
        _ call: Call,
        keeping: (DockerStream) -> Void = { _ in }
    ) async throws -> (stream: DockerStream, status: Int) {
        do {
            let receiver = StreamReceiver(eventLoop: eventLoop)
            let task = execute(try request(call), receiver)
            let late = eventLoop.scheduleTask(in: .seconds(call.seconds)) {
                receiver.head.fail(LateHeadError())
                task.cancel()
            }
            defer { late.cancel() }
            let stream = DockerStream(receiver, cancel: { task.cancel() })
            keeping(stream)
            return (stream, try await stream.status())
        } catch is LateHeadError {
            throw DockerError(
                .unreachable,
                "The container engine at \(endpoint) did not begin its answer within \(call.seconds) seconds."
            )
        } catch {
            throw describe(error)
        }
    }

    private struct LateHeadError: Error {}

    private func request(_ call: Call) throws -> HTTPClient.Request {
        var path = call.path
        if !call.query.isEmpty {
            path += "?" + call.query.map { "\($0)=\(Self.encode($1))" }.joined(separator: "&")
        }
        let url: URL?
        switch endpoint.address {
        case .unix(let socket): url = URL(httpURLWithSocketPath: socket, uri: path)
        case .tcp(let host, let port):
            let name = host.contains(":") ? "[\(host)]" : host
            url = URL(string: "\(endpoint.tls == nil ? "http" : "https")://\(name):\(port)\(path)")
        }
        guard let url else { throw DockerError(.invalidConfiguration, "\(endpoint) is not an address.") }
        var headers = HTTPHeaders(call.headers)
        // Without it, what is sent over a socket has no Host, which Go's server refuses.
        if case .unix = endpoint.address { headers.add(name: "Host", value: "docker") }
        headers.add(name: "User-Agent", value: "VentiKit/\(ScanReport.Tool.current.version)")
        if let type = call.contentType { headers.add(name: "Content-Type", value: type) }
        return try HTTPClient.Request(
            url: url,
            method: HTTPMethod(rawValue: call.method.rawValue),
            headers: headers,
            body: call.body.map { .bytes($0) }
        )
    }

    /// Everything that is not plain in a query is encoded.
    static func encode(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                String(UnicodeScalar(byte))
            case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        .joined()
    }

    private static func configuration(_ tls: DockerTLS) throws -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        do {
            // Read here, so that a file that is missing is named and not taken for an authority that vouches for nothing.
            if let file = tls.authorityFile {
                configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(file))
            }
            if let certificate = tls.certificateFile, let key = tls.keyFile {
                configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) }
                configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: key, format: .pem))
            }
        } catch {
            let files = [tls.authorityFile, tls.certificateFile, tls.keyFile].compactMap { $0 }.joined(separator: ", ")
            throw DockerError(
                .invalidConfiguration,
                "The keys for the engine cannot be read: \(files). DOCKER_CERT_PATH names their folder.",
                cause: error
            )
        }
        if !tls.verifiesEngine { configuration.certificateVerification = .none }
        return configuration
    }
}

extension DockerConnection.Call {
    /// Whether sending it twice does what sending it once does.
    var isRepeatable: Bool { method == .get || method == .delete }
}
