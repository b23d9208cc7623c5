//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import EngineHTTP
import NIOCore
import VentiKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A container engine that speaks the Docker Engine API.
///
/// Lives as long as the closure of ``withClient(_:_:)``.
struct DockerClient: Sendable {
    /// The oldest version of the API that has what is needed, that of Docker 20.10.
    static let minimumVersion = DockerAPIVersion(major: 1, minor: 40)
    /// The newest that was looked at.
    static let maximumVersion = DockerAPIVersion(major: 1, minor: 47)

    let connection: DockerConnection
    let version: DockerAPIVersion
    /// Whether it is Podman, which does some things otherwise.
    let isPodman: Bool

    var endpoint: DockerEndpoint { connection.endpoint }

    /// Agrees upon a version with the engine, gives it to the closure, and closes the connections afterwards.
    ///
    /// - Throws: ``DockerError`` if no engine answers or none of its versions will do, and what the closure throws.
    static func withClient<Result: Sendable>(
        _ endpoint: DockerEndpoint,
        _ body: (DockerClient) async throws -> Result
    ) async throws -> Result {
        let connection = try DockerConnection(endpoint: endpoint)
        do {
            let result = try await body(try await negotiate(connection))
            await connection.close()
            return result
        } catch {
            await connection.close()
            throw error
        }
    }

    private static func negotiate(_ connection: DockerConnection) async throws -> DockerClient {
        var call = DockerConnection.Call(.get, "/_ping")
        call.seconds = 10
        let answer = try await connection.send(call)
        guard answer.status == 200, let text = answer.header("Api-Version") else {
            throw DockerError(
                .unreachable,
                "What answers at \(connection.endpoint) is no container engine (\(answer.status)): "
                    + errorText(answer.body) + hint(answer.body)
            )
        }
        guard let offered = DockerAPIVersion(text) else {
            throw DockerError(.invalidAnswer, "The engine names its version \"\(text.prefix(40))\".")
        }
        let wanted = try connection.endpoint.apiVersion.map { pinned in
            guard let version = DockerAPIVersion(pinned) else {
                throw DockerError(.invalidConfiguration, "\"\(pinned.prefix(40))\" is not a version such as 1.41.")
            }
            return version
        }
        let version = min(offered, wanted ?? maximumVersion)
        guard version >= minimumVersion else {
            throw DockerError(
                .unsupportedVersion,
                "The engine at \(connection.endpoint) speaks version \(version) of Docker's API; at least "
                    + "\(minimumVersion) is needed (Docker 20.10 or Podman 4)."
            )
        }
        let isPodman = answer.header("Libpod-Api-Version") != nil
        return DockerClient(connection: connection, version: version, isPodman: isPodman)
    }

    /// Go's server says in words that it expects TLS.
    private static func hint(_ body: [UInt8]) -> String {
        errorText(body).contains("HTTP request to an HTTPS server")
            ? " It wants TLS: set DOCKER_TLS_VERIFY=1, and DOCKER_CERT_PATH to the folder with ca.pem, cert.pem and key.pem."
            : ""
    }

    /// Makes a call of the agreed version, and gives the answer where it has one of these statuses.
    ///
    /// - Throws: ``DockerError`` in the engine's words for any other status.
    func call(
        _ call: DockerConnection.Call,
        expecting statuses: Set<Int> = [200, 201, 204]
    ) async throws
        -> DockerConnection.Answer
    {
        let answer = try await connection.send(versioned(call))
        guard statuses.contains(answer.status) else { throw Self.error(answer.status, answer.body) }
        return answer
    }

    /// Makes a call whose answer is JSON.
    func value<Value: Decodable>(_ type: Value.Type, _ call: DockerConnection.Call) async throws -> Value {
        try Self.decode(type, from: try await self.call(call).body)
    }

    /// Begins a call whose answer comes bit by bit.
    ///
    /// - Parameters:
    ///   - call: What to ask.
    ///   - keeping: Gets the stream before the answer begins, so that waiting for it can be ended.
    func stream(
        _ call: DockerConnection.Call,
        keeping: (DockerStream) -> Void = { _ in }
    ) async throws -> DockerStream {
        let (stream, status) = try await connection.stream(versioned(call), keeping: keeping)
        guard status == 200 else {
            let body = try await stream.bytes.collect(upTo: 4_096)
            stream.cancel()
            throw Self.error(status, body)
        }
        return stream
    }

    /// Waits, also in a task that was cancelled.
    func pause(milliseconds: Int64) async {
        try? await connection.eventLoop.scheduleTask(in: .milliseconds(milliseconds)) {}.futureResult.get()
    }

    func versioned(_ call: DockerConnection.Call) -> DockerConnection.Call {
        var call = call
        call.path = "/v\(version)" + call.path
        return call
    }

    static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch {
            throw DockerError(.invalidAnswer, "The engine's answer is not what its API describes.", cause: error)
        }
    }

    /// The engine's own words, which are JSON, or text where its HTTP server speaks.
    static func errorText(_ body: [UInt8]) -> String {
        struct Message: Decodable { var message: String }
        let body = body.prefix(4_096)
        if let message = try? JSONDecoder().decode(Message.self, from: Data(body)) { return message.message }
        return String(decoding: body, as: UTF8.self)
    }

    static func error(_ status: Int, _ body: [UInt8]) -> DockerError {
        let code: DockerError.Code =
            switch status {
            case 404: .notFound
            case 409: .conflict
            case 401, 403: .permissionDenied
            case 400..<500: .refused
            default: .engineFailed
            }
        return DockerError(code, "The container engine answered \(status): \(errorText(body))")
    }
}

/// A version of Docker's API, such as 1.41.
struct DockerAPIVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    var major: Int
    var minor: Int

    init(major: Int, minor: Int) {
        self.major = major
        self.minor = minor
    }

    init?(_ text: String) {
        let parts = text.drop { $0 == "v" }.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let major = parts[0], let minor = parts[1], major >= 0, minor >= 0 else { return nil }
        self.init(major: major, minor: minor)
    }

    var description: String { "\(major).\(minor)" }

    static func < (lhs: DockerAPIVersion, rhs: DockerAPIVersion) -> Bool {
        (lhs.major, lhs.minor) < (rhs.major, rhs.minor)
    }
}
