//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// The network of one scan, and the way from it to the target.
struct ScanNetwork: Sendable {
    /// What the container joins.
    var name: String
    var place = WorkloadPlace()
    /// More names for the container.
    var hosts: [String] = []

    /// The name under which engines on other systems than Linux know the host.
    private static let hostName = "host.docker.internal"

    /// Makes the network, gives it to the body, and removes it afterwards.
    ///
    /// A target on this machine is reached by a forwarder that listens on the network's own address of this machine; the
    /// network then leads to no other machine. Where this machine does not have that address, since the engine runs in a virtual
    /// machine, the engine's own name for the host is used.
    static func withNetwork(
        for request: ScanRequest,
        _ client: DockerClient,
        _ configuration: DockerExecutor.Configuration,
        _ mark: OwnerMark,
        _ body: (ScanNetwork) async throws -> Void
    ) async throws {
        let target: TargetURL
        do {
            target = try TargetURL(request.target)
        } catch {
            throw ScanError(.invalidTarget, error.message, cause: error)
        }
        if let network = configuration.network { return try await body(ScanNetwork(name: network)) }
        let isHere = Self.isLoopback(target.host)
        guard !isHere || client.endpoint.isLocal else {
            throw ScanError(
                .invalidTarget,
                "\(target) is this machine, and the container engine at \(client.endpoint) is elsewhere; give an address "
                    + "that it can reach."
            )
        }
        let network = try await client.createNetwork(name: mark.name, isInternal: isHere, labels: mark.labels)
        do {
            if isHere {
                try await Self.withRoute(to: target, network, client, body)
            } else {
                try await body(ScanNetwork(name: network.name))
            }
            await Self.remove(network, client)
        } catch {
            await Self.remove(network, client)
            throw error
        }
    }

    private static func withRoute(
        to target: TargetURL,
        _ network: NetworkDetails,
        _ client: DockerClient,
        _ body: (ScanNetwork) async throws -> Void
    ) async throws {
        guard let gateway = network.gateway else {
            throw DockerError(.invalidAnswer, "The engine does not say which address this machine has on a network.")
        }
        // Podman gives this machine the address with the network's first container, and not before.
        var comesLater = false
        if client.isPodman { comesLater = try await !client.engineDetails().isRootless }
        try await HostForwarder.withForwarder(
            on: gateway,
            comesLater: comesLater,
            to: target.host,
            target.port
        ) { port in
            var place = ScanNetwork(name: network.name)
            if let port {
                place.place.route = TargetRoute(host: gateway, port: port)
            } else {
                place.place.route = TargetRoute(host: hostName, port: target.port)
                place.hosts = ["\(hostName):host-gateway"]
            }
            try await body(place)
        }
    }

    /// A container that is just removed may still hold its network for a moment.
    private static func remove(_ network: NetworkDetails, _ client: DockerClient) async {
        for _ in 0..<5 {
            if let status = try? await client.removeNetwork(network.id), status != 403 { return }
            await client.pause(milliseconds: 100)
        }
    }

    /// Whether a host is the machine that names it.
    static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host.hasSuffix(".localhost") || NetworkAddress(host)?.kind == .loopback
    }
}
