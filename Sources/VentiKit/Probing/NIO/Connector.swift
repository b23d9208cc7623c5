//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore
internal import NIOPosix
internal import NIOSSL

/// Opens connections to one target.
///
/// Its name is resolved once, its addresses are checked against the scope, and every connection goes to those, whatever
/// the name means later.
struct Connector: Sendable {
    /// What the first connection finds out for all.
    struct Route: Sendable {
        var addresses: [SocketAddress]
        var tls: NIOSSLContext?
    }

    /// A connection that is open.
    enum Connection {
        case http1(HTTPConnection)
        case http2(HTTP2Connection)

        /// How many more exchanges it carries at the same time; `nil` for a connection that carries one.
        var room: Int? {
            if case .http2(let connection) = self { connection.capacity } else { nil }
        }

        /// Whether another exchange can be started on it now.
        var takesAnother: Bool {
            switch self {
            case .http1(let connection): connection.isOpen
            case .http2(let connection): connection.capacity > 0
            }
        }

        /// The number of exchanges that were started on it.
        var exchangeCount: Int {
            switch self {
            case .http1(let connection): connection.exchangeCount
            case .http2(let connection): connection.exchangeCount
            }
        }

        func abort() {
            switch self {
            case .http1(let connection): connection.abort()
            case .http2(let connection): connection.abort()
            }
        }
    }

    let target: TargetURL
    let scope: ScanScope
    let limits: ProbeLimits
    let tls: TLSPolicy
    let eventLoop: any EventLoop
    /// What gives a name's addresses.
    var resolve: NameResolver.Resolve = NameResolver.resolve
    /// Where connections go in place of the target's own address, by the word of whoever runs the scan.
    var route: TargetRoute?
    /// What the first handshake showed.
    let tlsRecord = TLSRecord()

    /// Resolves the name and reads the trusted roots, on a thread where both may block.
    func findRoute() -> EventLoopFuture<Route> {
        NIOThreadPool.singleton.runIfActive(eventLoop: eventLoop) {
            Route(addresses: try admittedAddresses(), tls: try target.scheme == .https ? makeContext() : nil)
        }
    }

    /// Connects to the first address that accepts, and agrees upon TLS and the protocol.
    ///
    /// The handler that speaks it is the last of the channel's, and ``connection(of:)`` finds it. Where the handshake
    /// fails, the future fails with the error of NIOSSL.
    ///
    /// - Parameter willConnect: Called on the event loop with each channel before it connects. If it throws, that
    ///   channel does not connect.
    func connect(
        _ route: Route,
        willConnect: @escaping @Sendable (any Channel) throws -> Void
    ) -> EventLoopFuture<any Channel> {
        connect(route, from: 0, firstError: nil, willConnect: willConnect).flatMap { channel in
            // Without TLS there is no handshake; with it, none can have ended before this is called.
            guard let handshake = try? channel.pipeline.syncOperations.handler(type: TLSHandshake.self) else {
                return channel.eventLoop.makeSucceededFuture(channel)
            }
            return handshake.result.map { channel }
        }
    }

    /// What speaks on a channel that was connected.
    ///
    /// Must be called on the event loop.
    func connection(of channel: any Channel) throws -> Connection {
        let handlers = channel.pipeline.syncOperations
        if let connection = try? handlers.handler(type: HTTP2Connection.self) { return .http2(connection) }
        return .http1(try handlers.handler(type: HTTPConnection.self))
    }

    private func connect(
        _ route: Route,
        from index: Int,
        firstError: (any Error)?,
        willConnect: @escaping @Sendable (any Channel) throws -> Void
    ) -> EventLoopFuture<any Channel> {
        guard index < route.addresses.count else {
            return eventLoop.makeFailedFuture(
                firstError ?? ProbeError(.nameNotResolved, "The name \(target.host) has no address.")
            )
        }
        return ClientBootstrap(group: eventLoop)
            .connectTimeout(TimeAmount(limits.connectTimeout))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try willConnect(channel)
                    if let context = route.tls {
                        try addTLS(to: channel, context)
                    } else {
                        try channel.pipeline.syncOperations.addHandler(HTTPConnection(channel: channel, limits: limits))
                    }
                }
            }
            .connect(to: route.addresses[index])
            .flatMapError { error in
                connect(route, from: index + 1, firstError: firstError ?? error, willConnect: willConnect)
            }
    }

    private func addTLS(to channel: any Channel, _ context: NIOSSLContext) throws {
        let name = target.address == nil ? target.host : nil
        let handshake = TLSHandshake(
            channel: channel,
            limits: limits,
            verifiesCertificate: tls.verifiesCertificate,
            record: tlsRecord
        )
        let handler: NIOSSLClientHandler
        if tls.verifiesCertificate {
            handler = try NIOSSLClientHandler(context: context, serverHostname: name)
        } else {
            handler = try NIOSSLClientHandler(
                context: context,
                serverHostname: name,
                customVerificationCallback: { chain, promise in
                    handshake.acceptedChain = chain
                    promise.succeed(.certificateVerified)
                }
            )
        }
        try channel.pipeline.syncOperations.addHandlers([handler, TLSFailureHandler(), handshake])
    }

    private func admittedAddresses() throws -> [SocketAddress] {
        if let route { return try resolve(route.host, route.port) }
        var refusal: ScopeRefusal?
        let addresses = try resolve(target.host, target.port).filter { socketAddress in
            guard let address = socketAddress.ipAddress.flatMap({ NetworkAddress($0) }) else { return false }
            guard let reason = scope.admits(address: address) else { return true }
            refusal = reason
            return false
        }
        if addresses.isEmpty, let refusal { throw ProbeError(.outOfScope, refusal.message) }
        return addresses
    }

    private func makeContext() throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.applicationProtocols = tls.offersHTTP2 ? ["h2", "http/1.1"] : ["http/1.1"]
        configuration.minimumTLSVersion = .tlsv1
        // A server that does not say goodbye keeps no connection open.
        configuration.shutdownTimeout = .seconds(1)
        if tls.verifiesCertificate {
            configuration.additionalTrustRoots = try tls.additionalTrustRoots.map { root in
                .certificates(try NIOSSLCertificate.fromPEMBytes(Array(root.utf8)))
            }
        } else {
            // Every certificate is accepted by the callback above, which is not asked with `.none`.
            configuration.certificateVerification = .noHostnameVerification
        }
        do {
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw ProbeError(.tlsFailed, "TLS could not be set up.", cause: error)
        }
    }
}
