//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import VentiKit

extension KubernetesExecutor {
    /// How scans are run as Jobs.
    public struct Configuration: Sendable {
        /// The cluster; `nil` for the one that `kubectl` would talk to, or that this process runs in.
        public var cluster: KubernetesCluster?
        /// The namespace of the Jobs; `nil` for that of the cluster's credentials, or `default`.
        public var namespace: String?
        /// What Jobs of this executor there are at once; others wait for their turn. Defaults to 4.
        public var maximumJobs = 4
        /// How often a scan is begun at most, where its pod is lost in the middle. Defaults to 2.
        public var maximumAttempts = 2
        /// The image to use in the place of the scanner's own. Defaults to `nil`.
        public var image: String?
        /// The image with venti that hands over the files of a scanner that leaves some; `nil` for VentiKit's own.
        public var collectorImage: String?
        /// When an image is pulled. Defaults to ``PullPolicy/ifMissing``.
        public var pullPolicy = PullPolicy.ifMissing
        /// The names of the Secrets with which images are pulled. Defaults to none.
        public var imagePullSecrets: [String] = []
        /// What a pod may use, but its time, in the place of what the scanner asks for. Defaults to `nil`.
        public var limits: WorkloadLimits?
        /// The processors that a node must have free for a pod, in whole ones and fractions. Defaults to 0.25.
        ///
        /// Memory is asked for as much as a pod may use.
        public var requestedProcessors = 0.25
        /// The user and group of the scanner, by number. Defaults to 65534, whom systems call nobody.
        public var userID = 65_534
        /// The service account of the pods, which get no token of it; `nil` for the namespace's own.
        public var serviceAccount: String?
        /// The labels that a node must have. Defaults to none.
        public var nodeSelector: [String: String] = [:]
        /// The priority class of the pods. Defaults to `nil`.
        public var priorityClass: String?
        /// The runtime class of the pods, such as one with a sandbox. Defaults to `nil`.
        public var runtimeClass: String?
        /// The local queue of Kueue that admits the Jobs; `nil` where they start at once.
        public var queue: String?
        /// The address at which pods reach this machine, for targets on it; `nil` where they cannot.
        ///
        /// With it, a target such as `http://127.0.0.1:8080` is passed on to while the scan runs.
        public var hostAddress: String?
        /// Whether each scan gets a NetworkPolicy that allows no more than its scope needs. Defaults to `true`.
        ///
        /// Not every network of a cluster enforces them.
        public var limitsNetwork = true
        /// How long a Job may take until its program runs, in seconds. Defaults to 120.
        public var startSeconds = 120.0
        /// How long a Job may wait for its queue to admit it, in seconds. Defaults to an hour.
        public var queueSeconds = 3_600.0
        /// How long a scanner that is told to stop may take for its last words, in seconds. Defaults to 5.
        public var stopSeconds = 5.0
        /// How long the cluster may be away in the middle of a scan, in seconds. Defaults to 60.
        public var outageSeconds = 60.0
        /// How long the cluster keeps a Job whose host vanished, once it has ended, in seconds. Defaults to an hour.
        public var retentionSeconds = 3_600
        /// Hears of each request to the cluster, by its method and path.
        package var observer: (@Sendable (String) -> Void)?

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

    /// When a node pulls an image from its registry.
    public enum PullPolicy: String, Sendable, Hashable, CaseIterable {
        /// Only what the node has runs.
        case never
        /// What the node does not have is pulled.
        case ifMissing
        /// The registry is asked first.
        case always

        /// The cluster's word for it.
        var word: String {
            switch self {
            case .never: "Never"
            case .ifMissing: "IfNotPresent"
            case .always: "Always"
            }
        }
    }
}
