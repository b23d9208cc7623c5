//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What an executor starts for one scan: a program in an image, with its input.
///
/// The same value describes a container and a pod. Everything that the program needs reaches it as a file: command
/// lines, environment variables and labels can be read by whoever may look at the engine, and hold none of it.
public struct Workload: Sendable, Hashable {
    /// The folder in which the program finds its files; the program's working directory.
    public static let inputFolder = "/venti/in"
    /// The folder in which the program leaves files for ``WorkloadEnding/files``.
    public static let outputFolder = "/venti/out"
    /// The file in which an executor says, where it must, how the target is reached: a ``WorkloadPlace`` as JSON.
    public static let placeFile = "place.json"

    /// The image, best by its digest: `registry.example.com/venti@sha256:…`.
    public var image: String
    /// The program and its arguments; empty for what the image names as its own.
    public var command: [String]
    /// The files in ``inputFolder``.
    public var files: [WorkloadFile]
    /// What the program may use.
    public var limits: WorkloadLimits
    /// Whether what the program leaves in ``outputFolder`` is asked for, which costs more in some places than in others.
    /// Defaults to `false`.
    ///
    /// Docker has the files in any case; a cluster does only where this says so.
    public var leavesFiles = false
    /// Whether the program prints events, and nothing else, to standard output. Defaults to `true`.
    ///
    /// Where output and errors come together, as from a cluster, what is no event is then taken for errors.
    public var printsEvents = true

    /// Makes a workload.
    ///
    /// - Parameters:
    ///   - image: The image to start.
    ///   - command: The program and its arguments; empty for the image's own.
    ///   - files: What the program reads.
    ///   - limits: What the program may use.
    public init(
        image: String,
        command: [String] = [],
        files: [WorkloadFile] = [],
        limits: WorkloadLimits = WorkloadLimits()
    ) {
        self.image = image
        self.command = command
        self.files = files
        self.limits = limits
    }
}

/// What an executor tells the program about the place it runs in, as JSON in ``Workload/placeFile``.
public struct WorkloadPlace: Sendable, Hashable, Codable {
    /// Where connections to the target go from there; `nil` where the target's own address will do.
    public var route: TargetRoute?

    /// A place from which the target has this route.
    public init(route: TargetRoute? = nil) { self.route = route }
}
