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
        /// Makes the scanner for a target that is found at an address. It must connect to no other.
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
        /// - Parameter executor: Where they run.
        public static func native(on executor: any Executor = InProcessExecutor()) -> Entry {
            Entry(id: "native", title: "VentiKit", executor: executor) { route in
                var configuration = NativeScanner.Configuration()
                configuration.route = route
                return NativeScanner(configuration)
            }
        }
    }

    /// The scanners; the first one is taken where none is asked for.
    public var entries: [Entry]

    /// A choice of scanners. Defaults to VentiKit's own checks in the worker's process.
    public init(_ entries: [Entry] = [.native()]) { self.entries = entries }

    func entry(_ id: String) -> Entry? { entries.first { $0.id == id } }
}
