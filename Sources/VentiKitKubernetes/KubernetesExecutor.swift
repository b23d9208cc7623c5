//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
public import VentiKit

/// Runs scans on a Kubernetes cluster: one Job for each, hardened, with only what the scan needs, and gone afterwards.
///
/// ```swift
/// var configuration = KubernetesExecutor.Configuration()
/// configuration.namespace = "scans"
/// let executor = try KubernetesExecutor(configuration)
/// try await executor.withScan(NativeScanner(), request) { events in
///     for try await event in events { … }
/// }
/// ```
///
/// The scanner is a ``VentiKit/ContainerizedScanner``. Its request and credentials go to the cluster as a Secret that belongs
/// to the Job; its events come back by the pod's log. The role in `deploy/kubernetes/scan-runner-role.yaml` is all that this
/// process needs to be allowed.
///
/// Whatever happens, the Job and all that belongs to it are removed: at the end, on every error, and when the task is
/// cancelled. What a killed process has left behind the next one removes, and after a while the cluster itself.
public struct KubernetesExecutor: Executor {
    public var name: String { "kubernetes" }

    /// How scans are run.
    public let configuration: Configuration
    private let cluster: KubernetesCluster
    private let tokens: TokenKeeper
    private let queue: WorkloadQueue
    private let housekeeping = Housekeeping()

    /// Makes an executor; nothing is started or connected to yet.
    ///
    /// - Parameter configuration: How scans are run. With the default, the cluster is found as `kubectl` finds it.
    /// - Throws: ``KubernetesError`` with code ``KubernetesError/Code/invalidConfiguration`` if no cluster is named and none
    ///   is found, or what names it cannot be used.
    public init(_ configuration: Configuration = Configuration()) throws {
        self.configuration = configuration
        cluster = try configuration.cluster ?? KubernetesCluster.discover()
        tokens = TokenKeeper(cluster.credentials)
        queue = WorkloadQueue(places: configuration.maximumJobs)
    }

    /// Runs the scan as a Job.
    ///
    /// Once ``VentiKit/ScanEvent/started(_:)`` came, ``VentiKit/ScanEvent/finished(_:)`` follows, whatever happens to the pod
    /// or the cluster; the report then says why it is not complete. A scan whose pod is lost begins once more, and what was
    /// found before is kept.
    ///
    /// - Throws: `ScanError` with code `executionFailed`, and a ``KubernetesError`` as its cause, if the scan cannot be run;
    ///   with the scanner's own code if the scan cannot begin; `CancellationError` if it was cancelled before it began.
    public func execute(_ scanner: any APIScanner, _ request: ScanRequest, into events: ScanEventSink) async throws {
        try Task.checkCancellation()
        guard let scanner = scanner as? any ContainerizedScanner else {
            throw ScanError(
                .invalidArgument,
                "The scanner \(scanner.descriptor.id) has no image, so it cannot run on a cluster."
            )
        }
        do {
            try await queue.withPlace {
                try await TargetPlace.withPlace(for: request, configuration.hostAddress) { place in
                    // Before the cluster is asked for anything: it may say that the scan cannot be.
                    var workload = try scanner.workload(for: request, at: place)
                    configuration.apply(to: &workload)
                    try await ClusterClient.withClient(configuration, cluster, tokens) { client in
                        if housekeeping.isDue() {
                            // What others have left and cannot be removed is no reason not to scan.
                            _ = try? await JobReaper(client: client).run()
                        }
                        let run = ScanRun(
                            client: client,
                            configuration: configuration,
                            scanner: scanner,
                            request: request,
                            workload: workload,
                            place: place,
                            tally: JobTally(request: request, files: workload.files, events: events)
                        )
                        try await run.run()
                    }
                }
            }
        } catch let error as KubernetesError {
            throw ScanError(.executionFailed, error.message, cause: error)
        }
    }

    /// Removes the Jobs, and all that belongs to them, that processes which are gone have left in the namespace.
    ///
    /// Executors do so before they scan; a host that runs scans rarely may want to do it at other times too.
    ///
    /// - Returns: The names of the Jobs that were removed.
    /// - Throws: ``KubernetesError`` if the cluster cannot be asked.
    @discardableResult
    public func removeOrphans() async throws -> [String] {
        try await ClusterClient.withClient(configuration, cluster, tokens) { try await JobReaper(client: $0).run() }
    }
}

/// Remembers when orphans were looked for, so that a thousand scans do not do it a thousand times.
private final class Housekeeping: Sendable {
    private let last = Mutex<ContinuousClock.Instant?>(nil)

    func isDue() -> Bool {
        last.withLock { last in
            if let last, .now - last < .seconds(60) { return false }
            last = .now
            return true
        }
    }
}
