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

    let target: TargetURL
    let scope: ScanScope
    let limits: ProbeLimits
    let tls: TLSPolicy
    let eventLoop: any EventLoop
    /// What gives a name's addresses.
    var resolve: NameResolver.Resolve = NameResolver.resolve

    /// Resolves the name and reads the trusted roots, on a thread where both may block.
    func findRoute() -> EventLoopFuture<Route> {
        NIOThreadPool.singleton.runIfActive(eventLoop: eventLoop) {
            Route(addresses: try admittedAddresses(), tls: try target.scheme == .https ? makeContext() : nil)
        }
    }

    /// Connects to the first address that accepts.
    ///
    /// - Parameter willConnect: Called on the event loop with each channel before it connects. If it throws, that
    ///   channel does not connect.
    func connect(
        _ route: Route,
        willConnect: @escaping @Sendable (any Channel) throws -> Void
    ) -> EventLoopFuture<any Channel> {
        connect(route, from: 0, firstError: nil, willConnect: willConnect)
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
                        let name = target.address == nil ? target.host : nil
                        let handler = try NIOSSLClientHandler(context: context, serverHostname: name)
                        try channel.pipeline.syncOperations.addHandler(handler)
                        try channel.pipeline.syncOperations.addHandler(TLSFailureHandler())
                    }
                    try channel.pipeline.syncOperations.addHandler(HTTPConnection(channel: channel, limits: limits))
                }
            }
            .connect(to: route.addresses[index])
            .flatMapError { error in
                connect(route, from: index + 1, firstError: firstError ?? error, willConnect: willConnect)
            }
    }

    private func admittedAddresses() throws -> [SocketAddress] {
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
        configuration.applicationProtocols = ["http/1.1"]
        configuration.minimumTLSVersion = .tlsv1
        if tls.verifiesCertificate {
            configuration.additionalTrustRoots = try tls.additionalTrustRoots.map { root in
                .certificates(try NIOSSLCertificate.fromPEMBytes(Array(root.utf8)))
            }
        } else {
            configuration.certificateVerification = .none
        }
        do {
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw ProbeError(.tlsFailed, "TLS could not be set up.", cause: error)
        }
    }
}
