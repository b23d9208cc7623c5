//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
public import VentiService

/// Pages that are served beside the API, such as a user interface.
public protocol PageCollection: Sendable {
    /// Adds the routes. Errors that they throw become problems, as those of the API.
    func addRoutes(to router: Router<ServerContext>)
}

/// The platform over HTTP.
public struct PlatformServer: Sendable {
    /// What can be done.
    public let platform: Platform
    /// How it is served.
    public let configuration: ServerConfiguration
    /// What is counted.
    public let state: ServerState
    /// What writes the lines of requests.
    public let logger: Logger
    /// Pages beside the API.
    public var pages: [any PageCollection] = []

    /// A platform over HTTP.
    /// - Parameters:
    ///   - platform: What can be done.
    ///   - configuration: How it is served.
    ///   - state: What is counted.
    ///   - logger: What writes the lines of requests.
    public init(
        platform: Platform,
        configuration: ServerConfiguration = ServerConfiguration(),
        state: ServerState = ServerState(),
        logger: Logger
    ) {
        self.platform = platform
        self.configuration = configuration
        self.state = state
        self.logger = logger
    }

    /// The routes: each operation of the API, liveness, and the pages.
    public func router() -> Router<ServerContext> {
        let router = Router(context: ServerContext.self)
        router.add(middleware: EdgeMiddleware(state: state, proxies: configuration.trustedProxies, logger: logger))
        for endpoint in API.endpoints(configuration, state) {
            let dispatcher = Dispatcher(
                platform: platform,
                endpoint: endpoint,
                configuration: configuration,
                state: state
            )
            router.on(RouterPath(endpoint.routerPath), method: endpoint.method, use: dispatcher.respond)
        }
        router.get("/livez") { _, _ in "alive\n" }
        for collection in pages { collection.addRoutes(to: router) }
        return router
    }

    /// The server for users.
    /// - Parameter onRunning: Gets the port that the server listens on.
    public func application(onRunning: @escaping @Sendable (Int) async -> Void = { _ in }) -> some ApplicationProtocol {
        Application(
            router: router(),
            server: .http1(
                configuration: HTTP1Channel.Configuration(idleTimeout: .seconds(Int64(configuration.idleSeconds)))
            ),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port),
                serverName: nil
            ),
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? 0) },
            logger: logger
        )
    }
}
