//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import VentiKit

extension DockerExecutor {
    /// How scans are run in containers.
    public struct Configuration: Sendable {
        /// The engine; `nil` for the one that the `docker` command would use.
        public var endpoint: DockerEndpoint?
        /// What containers of this executor run at once; others wait for their turn. Defaults to 4.
        public var maximumContainers = 4
        /// The image to use in the place of the scanner's own. Defaults to `nil`.
        public var image: String?
        /// When an image is pulled. Defaults to ``PullPolicy/ifMissing``.
        public var pullPolicy = PullPolicy.ifMissing
        /// Who pulls. Defaults to `nil`, for whom `docker login` knows at the image's registry.
        public var registryCredentials: RegistryCredentials?
        /// What `docker login` has stored; `nil` where it is not to be read. Defaults to what the `docker` command uses.
        public var dockerLogin: DockerLogin? = DockerLogin()
        /// Gets an image that is pulled and the share of its known bytes that is there, from 0 to 1. Defaults to nobody.
        public var onPull: (@Sendable (ImageReference, Double) async -> Void)?
        /// Which images may run. Defaults to all.
        public var imagePolicy = ImagePolicy()
        /// The network that containers join, such as that of a target in another container; `nil` for one of their own.
        public var network: String?
        /// What a container may use, but its time, in the place of what the scanner asks for. Defaults to `nil`.
        public var limits: WorkloadLimits?
        /// The user and group of the scanner, by number. Defaults to 65534, whom systems call nobody.
        public var userID = 65_534
        /// How long a scanner that is told to stop may take for its last words, in seconds. Defaults to 1.2.
        public var stopSeconds = 1.2
        /// How long an engine may be gone in the middle of a scan, in seconds. Defaults to 30.
        public var outageSeconds = 30.0

        /// Makes the default configuration.
        public init() {}

        /// Puts what is configured in the place of what the scanner asks for.
        func apply(to workload: inout Workload) {
            if let image { workload.image = image }
            if var limits {
                limits.seconds = workload.limits.seconds
                workload.limits = limits
            }
        }
    }

    /// When an image is pulled from its registry.
    public enum PullPolicy: String, Sendable, Hashable, CaseIterable {
        /// Only what is there runs.
        case never
        /// What is not there is pulled.
        case ifMissing
        /// Each scan asks the registry first.
        case always
    }
}

/// Which images may run.
public struct ImagePolicy: Sendable, Hashable {
    /// The repositories that may run, such as `ventikit/venti` or `registry.example.com/scanners/*`; empty for all.
    public var repositories: [String] = []
    /// Whether an image must be named by its digest. Defaults to `false`.
    public var requiresDigest = false

    /// Makes a policy that lets every image run.
    public init() {}

    /// - Throws: ``DockerError`` with code ``DockerError/Code/imageRefused``.
    func check(_ image: ImageReference) throws {
        guard repositories.isEmpty || repositories.contains(where: { Self.matches($0, image.repository) }) else {
            throw DockerError(.imageRefused, "The image \(image) is not one of those that may run.")
        }
        guard !requiresDigest || image.digest != nil else {
            throw DockerError(
                .imageRefused,
                "The image \(image) is not named by its digest (…@sha256:…), as it must be."
            )
        }
    }

    /// A star at the end stands for the rest of the name.
    private static func matches(_ pattern: String, _ repository: String) -> Bool {
        pattern.hasSuffix("*") ? repository.hasPrefix(pattern.dropLast()) : repository == pattern
    }
}
