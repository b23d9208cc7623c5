//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Why a cluster could not do what was asked of it.
///
/// The message holds the cluster's own words where it said any. Executors throw it as the `cause` of a `ScanError`.
public struct KubernetesError: Error, Sendable, CustomStringConvertible {
    /// What kind of problem it is.
    public var code: Code
    /// What happened and what to do about it, in one line. Holds no credential.
    public var message: String
    /// The underlying error, where there is one.
    public var cause: (any Error)?

    /// An error with one line that says what is wrong and what to do.
    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        // A cluster's answer may have several lines, and one that is not a cluster's may have any length.
        let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
        self.message = line.count > 1_500 ? line.prefix(1_499) + "…" : line
        self.cause = cause
    }

    public var description: String { message }

    /// The kinds of error. More may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        /// A kubeconfig, or another setting, cannot be used.
        public static let invalidConfiguration = Code(description: "invalid-configuration")
        /// No cluster answers.
        public static let unreachable = Code(description: "unreachable")
        /// The cluster does not know who asks.
        public static let unauthorized = Code(description: "unauthorized")
        /// The cluster knows who asks, and does not allow it.
        public static let forbidden = Code(description: "forbidden")
        /// What was asked about does not exist.
        public static let notFound = Code(description: "not-found")
        /// What was asked for contradicts what is there.
        public static let conflict = Code(description: "conflict")
        /// The quota of the namespace does not allow it.
        public static let quotaExceeded = Code(description: "quota-exceeded")
        /// The cluster refused the request.
        public static let refused = Code(description: "refused")
        /// The cluster failed, or has too much to do.
        public static let clusterFailed = Code(description: "cluster-failed")
        /// The cluster's answer cannot be understood.
        public static let invalidAnswer = Code(description: "invalid-answer")
        /// The cluster left out fields of the Job that it does not know, and that the scan needs.
        public static let fieldsDropped = Code(description: "fields-dropped")
        /// The image cannot be had.
        public static let imageUnavailable = Code(description: "image-unavailable")
        /// No node has room for the pod.
        public static let unschedulable = Code(description: "unschedulable")
        /// The pod was made and its container cannot be started.
        public static let cannotStart = Code(description: "cannot-start")
        /// The pod was lost before the scan began.
        public static let podLost = Code(description: "pod-lost")
        /// The files that the scanner left did not come, or not all of them.
        public static let filesLost = Code(description: "files-lost")
        /// The request is larger than what a cluster stores.
        public static let tooLarge = Code(description: "too-large")
    }
}
