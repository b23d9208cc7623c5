//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import VentiKit

/// Runs scans in containers: one container for each, hardened, with only what the scan needs, and gone afterwards.
///
/// ```swift
/// let executor = try DockerExecutor()
/// try await executor.withScan(NativeScanner(), request) { events in
///     for try await event in events { … }
/// }
/// ```
///
/// The engine is Docker's, or one that speaks its API, such as Podman. The scanner is a ``VentiKit/ContainerizedScanner``.
/// A target on this machine is reached through a forwarder that this process runs while the scan does, so that the
/// container needs neither the host's network nor a server that listens beyond the loopback address.
///
/// Whatever happens, the container, its network and its volume are removed: at the end, on every error, and within two
/// seconds when the task is cancelled. What a killed process has left behind the next one removes.
public struct DockerExecutor: Executor {
    public var name: String { "docker" }

    /// How scans are run.
    public let configuration: Configuration
    private let queue: WorkloadQueue

    /// Makes an executor; nothing is started or connected to yet.
    ///
    /// - Parameter configuration: How scans are run. With the default, the engine is found as the `docker` command finds it.
    /// - Throws: ``DockerError`` with code ``DockerError/Code/invalidConfiguration`` or ``DockerError/Code/unreachable`` if
    ///   no engine is named and none is found.
    public init(_ configuration: Configuration = Configuration()) throws {
        var configuration = configuration
        configuration.endpoint = try configuration.endpoint ?? DockerEndpoint.discover()
        self.configuration = configuration
        queue = WorkloadQueue(places: configuration.maximumContainers)
    }

    /// Runs the scan in a container.
    ///
    /// Once ``VentiKit/ScanEvent/started(_:)`` came, ``VentiKit/ScanEvent/finished(_:)`` follows, whatever happens to the
    /// container or the engine; the report then says why it is not complete.
    ///
    /// - Throws: `ScanError` with code `executionFailed`, and a ``DockerError`` as its cause, if the scan cannot be run;
    ///   with the scanner's own code if the scan cannot begin; `CancellationError` if it was cancelled before it began.
    public func execute(_ scanner: any APIScanner, _ request: ScanRequest, into events: ScanEventSink) async throws {
        try Task.checkCancellation()
        guard let scanner = scanner as? any ContainerizedScanner else {
            throw ScanError(
                .invalidArgument,
                "The scanner \(scanner.descriptor.id) has no image, so it cannot run in a container."
            )
        }
        guard let endpoint = configuration.endpoint else { throw ScanError(.executionFailed, "No engine is named.") }
        var workload = try scanner.workload(for: request)
        configuration.apply(to: &workload)
        do {
            try await queue.withPlace {
                try await DockerClient.withClient(endpoint) { client in
                    let scan = ContainerScan(
                        client: client,
                        configuration: configuration,
                        scanner: scanner,
                        request: request,
                        workload: workload,
                        events: events
                    )
                    try await scan.run()
                }
            }
        } catch let error as DockerError {
            throw ScanError(.executionFailed, error.message, cause: error)
        }
    }

    /// Removes what processes that are gone have left with the engine: containers, their volumes and their networks.
    ///
    /// Each scan does so before it begins; a host that runs scans rarely may want to do it at other times too.
    ///
    /// - Returns: The names of the containers, networks and volumes that were removed.
    /// - Throws: ``DockerError`` if the engine cannot be asked.
    @discardableResult
    public func removeOrphans() async throws -> [String] {
        guard let endpoint = configuration.endpoint else { return [] }
        return try await DockerClient.withClient(endpoint) { try await DockerReaper(client: $0).run() }
    }
}
