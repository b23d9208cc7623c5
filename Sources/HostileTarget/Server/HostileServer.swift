//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore
internal import NIOPosix
internal import NIOSSL

/// A server on 127.0.0.1 that treats its clients as its modes say.
///
/// ```swift
/// try await withHostileServer { server in
///     for mode in HostileMode.all { print(server.url(of: mode)) }
/// }
/// ```
public struct HostileServer: Sendable {
    /// Where the modes that share a listener are, such as `http://127.0.0.1:49152`.
    ///
    /// Every path that is no mode's is answered `{"status": "ok"}`.
    public let origin: String
    /// The origin of each mode, by name.
    private let origins: [String: String]

    /// The roots, in PEM, that a client must trust for the modes over TLS.
    public static let trustRoots = [ServerCertificate.root, ServerCertificate.weakRoot]

    init(origin: String, origins: [String: String]) {
        self.origin = origin
        self.origins = origins
    }

    /// The origin at which the mode is served.
    public func origin(of mode: HostileMode) -> String { origins[mode.name] ?? origin }

    /// The URL at which the mode is served.
    public func url(of mode: HostileMode) -> String { origin(of: mode) + mode.path }
}

/// Runs a server with the modes for as long as the closure runs.
///
/// - Parameters:
///   - modes: What the server can do.
///   - body: What to do with the server.
/// - Returns: What `body` returns.
/// - Throws: What `body` throws, or why the server could not start.
public func withHostileServer<Result>(
    _ modes: [HostileMode] = HostileMode.all,
    _ body: (HostileServer) async throws -> Result
) async throws -> Result {
    var listeners: [any Channel] = []
    let result: Swift.Result<Result, any Error>
    do {
        let shared = try await HostileListener(modes: modes.filter { $0.door == .shared }).bind()
        listeners.append(shared)
        var origins: [String: String] = [:]
        for mode in modes where mode.door != .shared {
            let channel = try await mode.door == .closed ? ClosedPort.bind() : HostileListener(mode: mode).bind()
            listeners.append(channel)
            let scheme = mode.door == .tls || mode.door == .http2 ? "https" : "http"
            origins[mode.name] = "\(scheme)://127.0.0.1:\(channel.localAddress?.port ?? 0)"
        }
        let origin = "http://127.0.0.1:\(shared.localAddress?.port ?? 0)"
        result = .success(try await body(HostileServer(origin: origin, origins: origins)))
    } catch {
        result = .failure(error)
    }
    for listener in listeners { try? await listener.close().get() }
    return try result.get()
}
