//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import VentiKit

/// Where the API is that a test scans: behind a closure in this process, or a server on a port.
public struct APIUnderTest: Sendable {
    enum Access: Sendable {
        case direct(url: String, (any ProbeTransport)?)
        case scoped(Start)
    }

    /// Starts an API, scans it by calling the closure, and stops it.
    public typealias Start = @Sendable (_ scan: @Sendable (APIUnderTest) async throws -> Void) async throws -> Void

    let access: Access

    /// An API that is called in this process, without a port.
    ///
    /// - Parameters:
    ///   - url: The base URL that the API believes to have. Defaults to `http://localhost`.
    ///   - respond: Answers one request; the arrays are the bodies.
    /// - Throws: `TargetURLError` if the URL is not an absolute one.
    public static func closure(
        url: String = "http://localhost",
        _ respond: @escaping InProcessTransport.Handler
    ) throws -> Self {
        .transport(InProcessTransport(target: try TargetURL(url), handler: respond), url: url)
    }

    /// An API that a server offers. Scan only what you own or may test.
    ///
    /// - Parameter url: The base URL, such as `http://127.0.0.1:8080/api`.
    public static func live(url: String) -> Self { Self(access: .direct(url: url, nil)) }

    /// An API that is reached by a transport of your own.
    ///
    /// - Parameters:
    ///   - transport: Sends the requests.
    ///   - url: The base URL that the API believes to have. Defaults to `http://localhost`.
    public static func transport(_ transport: any ProbeTransport, url: String = "http://localhost") -> Self {
        Self(access: .direct(url: url, transport))
    }

    /// An API that runs only as long as a closure does, such as a server that a test framework starts.
    ///
    /// ```swift
    /// .liveServer { scan in
    ///     try await app.test(.live) { client in try await scan(.live(url: "http://localhost:\(client.port ?? 0)")) }
    /// }
    /// ```
    ///
    /// - Parameter start: Starts the API, calls the closure that it gets once with where the API is, and stops it.
    public static func liveServer(_ start: @escaping Start) -> Self { Self(access: .scoped(start)) }
}
