//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
public import VentiKit

/// A scanner that is told, wherever it runs, to which address it connects.
///
/// Between the moment at which a target's name is judged and that of the scan the name may lead elsewhere. In this process
/// the scanner itself is bound to the address; in a container it reads it in the file ``VentiKit/Workload/placeFile``, unless the
/// container reaches the target in a way of its own.
public struct RoutedScanner: ContainerizedScanner {
    private let base: any ContainerizedScanner
    private let route: TargetRoute
    private let limits: WorkloadLimits?

    /// Binds a scanner to an address.
    /// - Parameters:
    ///   - base: What scans.
    ///   - route: The address to connect to.
    ///   - limits: What a container may use, but its time; what the scanner asks for where nothing is given.
    public init(_ base: any ContainerizedScanner, route: TargetRoute, limits: WorkloadLimits? = nil) {
        self.base = base
        self.route = route
        self.limits = limits
    }

    public var descriptor: ScannerDescriptor { base.descriptor }

    public func scan(_ request: ScanRequest, into events: ScanEventSink) async throws {
        try await base.scan(request, into: events)
    }

    public func workload(for request: ScanRequest) throws -> Workload {
        bounded(try base.workload(for: request))
    }

    public func workload(for request: ScanRequest, at place: WorkloadPlace) throws -> Workload {
        var workload = bounded(try base.workload(for: request, at: place))
        // A place with a way of its own, such as to a target on the worker's machine, says so itself.
        if place.route == nil {
            let contents = Array(try JSONEncoder().encode(WorkloadPlace(route: route)))
            workload.files.append(WorkloadFile(Workload.placeFile, contents: contents))
        }
        return workload
    }

    public func events(
        in output: WorkloadOutput,
        for request: ScanRequest,
        at place: WorkloadPlace,
        into events: ScanEventSink
    ) async throws {
        try await base.events(in: output, for: request, at: place, into: events)
    }

    private func bounded(_ workload: Workload) -> Workload {
        guard var limits else { return workload }
        limits.seconds = workload.limits.seconds
        var workload = workload
        workload.limits = limits
        return workload
    }
}
