//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import VentiKit

/// What scans, and where: the scanners that a scan can be asked for by name.
public struct ScannerCatalog: Sendable {
    /// A scanner with the place where it runs.
    public struct Entry: Sendable {
        /// What a scan asks for.
        public var id: String
        /// What people call it.
        public var title: String
        /// Where it runs.
        public var executor: any Executor
        /// Whether it looks names up itself, so that it may connect elsewhere than to the address that was judged.
        ///
        /// Such a scanner scans only what whoever runs the platform has allowed, and targets that are named by an address.
        public var looksUpNames = false
        /// Makes the scanner for a target that is found at an address. It must connect to no other, unless it
        /// ``looksUpNames``.
        public var make: @Sendable (TargetRoute) -> any APIScanner

        /// A scanner with the place where it runs.
        public init(
            id: String,
            title: String,
            executor: any Executor,
            make: @Sendable @escaping (TargetRoute) -> any APIScanner
        ) {
            self.id = id
            self.title = title
            self.executor = executor
            self.make = make
        }

        /// VentiKit's own checks, in the worker's process unless another place is given.
        /// - Parameters:
        ///   - executor: Where they run.
        ///   - image: The image of the scanner, for places that run containers; its usual one where none is given.
        ///   - limits: What a container may use; what the scanner asks for where nothing is given.
        public static func native(
            on executor: any Executor = InProcessExecutor(),
            image: String? = nil,
            limits: WorkloadLimits? = nil
        ) -> Entry {
            Entry(id: "native", title: "VentiKit", executor: executor) { route in
                var configuration = NativeScanner.Configuration()
                configuration.route = route
                if let image { configuration.image = image }
                return RoutedScanner(NativeScanner(configuration), route: route, limits: limits)
            }
        }

        /// Passes where the scanner connects to nothing but what was judged.
        /// - Throws: ``ServiceError`` with code `target-out-of-scope`.
        func check(_ place: AddressGuard.Place) throws {
            guard looksUpNames, !place.isAllowListed, NetworkAddress(place.host) == nil else { return }
            throw AddressGuard.refusal(
                "\(title) looks names up itself: it scans only targets that whoever runs the server allows by name, or that "
                    + "are named by their address."
            )
        }

        /// Whether it runs elsewhere than in the worker's process, where it may be lost by itself.
        var runsElsewhere: Bool { executor.name != InProcessExecutor().name }
    }

    /// The scanners; the first one is taken where none is asked for.
    public var entries: [Entry]

    /// A choice of scanners. Defaults to VentiKit's own checks in the worker's process.
    public init(_ entries: [Entry] = [.native()]) { self.entries = entries }

    func entry(_ id: String) -> Entry? { entries.first { $0.id == id } }
}

/// A scanner that scans can be asked for.
public struct ScannerChoice: Sendable, Hashable {
    /// What a scan asks for.
    public var id: String
    /// What people call it.
    public var title: String
    /// The name of the place where it runs, such as `in-process`, `docker` or `kubernetes`.
    public var place: String

    init(_ entry: ScannerCatalog.Entry) {
        id = entry.id
        title = entry.title
        place = entry.executor.name
    }
}
