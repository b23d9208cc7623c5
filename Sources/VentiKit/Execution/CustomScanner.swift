//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A scanner of any kind in an image: a program in any language that prints events.
///
/// The program finds the ``ScanRequest`` as JSON in `request.json`, the secrets of its identities by name in
/// `secrets.json`, and, where the target has another address from inside the container, a ``WorkloadPlace`` in
/// `place.json`; all in its working directory. It prints one ``ScanEvent`` a line, the last of type `finished`.
///
/// ```swift
/// let scanner = CustomScanner(image: "registry.example.com/header-scanner@sha256:…", command: ["python3", "/scan.py"])
/// try await DockerExecutor().withScan(scanner, request) { events in … }
/// ```
public struct CustomScanner: ContainerizedScanner {
    public var descriptor: ScannerDescriptor
    /// The image to start.
    public var image: String
    /// The program and its arguments; empty for the image's own.
    public var command: [String]
    /// What the program may use; its time is that of the request's policy and a minute more.
    public var limits: WorkloadLimits
    /// Whether the files that the program leaves are asked for, beside what it prints. Defaults to `false`.
    public var leavesFiles = false

    /// Makes a scanner.
    ///
    /// - Parameters:
    ///   - image: The image to start.
    ///   - command: The program and its arguments; empty for the image's own.
    ///   - limits: What the program may use.
    ///   - descriptor: What the scanner is; named after its image where nothing is given.
    public init(
        image: String,
        command: [String] = [],
        limits: WorkloadLimits = WorkloadLimits(),
        descriptor: ScannerDescriptor? = nil
    ) {
        self.image = image
        self.command = command
        self.limits = limits
        self.descriptor = descriptor ?? ScannerDescriptor(id: "custom", title: image, version: "")
    }

    public func workload(for request: ScanRequest) throws -> Workload {
        var limits = limits
        limits.seconds = request.policy.maximumSeconds + 60
        var workload = Workload(
            image: image,
            command: command,
            files: try request.workloadFiles(),
            limits: limits
        )
        workload.leavesFiles = leavesFiles
        return workload
    }

    /// Cannot be done: the program is in the image.
    ///
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidArgument``.
    public func scan(_ request: ScanRequest, into events: ScanEventSink) async throws {
        throw ScanError(
            .invalidArgument,
            "The scanner \(descriptor.id) is a program in the image \(image); give it to an executor that runs containers."
        )
    }
}
