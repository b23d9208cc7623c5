//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What is said of any object.
struct ObjectMeta: Decodable, Sendable {
    var name: String
    var uid: String?
    var resourceVersion: String?
    var labels: [String: String]?
    var annotations: [String: String]?
    var creationTimestamp: String?
    var deletionTimestamp: String?
}

/// A list of objects, and the moment that it shows.
struct ObjectList<Item: Decodable & Sendable>: Decodable, Sendable {
    var metadata: Metadata
    var items: [Item]

    struct Metadata: Decodable, Sendable {
        var resourceVersion: String?
        /// Where the list goes on.
        var next: String?

        enum CodingKeys: String, CodingKey {
            case resourceVersion
            case next = "continue"
        }
    }
}

/// Something that is so, or not, and why.
struct ObjectCondition: Decodable, Sendable {
    var type: String
    var status: String
    var reason: String?
    var message: String?

    var isTrue: Bool { status == "True" }
}

/// A `batch/v1` Job, as far as it is looked at.
struct Job: Decodable, Sendable {
    var metadata: ObjectMeta
    var status: Status?

    struct Status: Decodable, Sendable { var conditions: [ObjectCondition]? }

    /// Why it failed, where it did.
    var failure: ObjectCondition? { status?.conditions?.first { $0.type == "Failed" && $0.isTrue } }
}

/// What happened to an object, as the cluster's parts tell it.
struct ClusterEvent: Decodable, Sendable {
    var reason: String?
    var message: String?
    var type: String?
}

/// A Pod, as far as it is looked at.
struct Pod: Decodable, Sendable {
    var metadata: ObjectMeta
    var status: Status?

    struct Status: Decodable, Sendable {
        var phase: String?
        var reason: String?
        var message: String?
        var conditions: [ObjectCondition]?
        var containerStatuses: [Container]?
    }

    struct Container: Decodable, Sendable {
        var name: String
        var state: State?

        struct State: Decodable, Sendable {
            var waiting: Waiting?
            var running: Running?
            var terminated: Terminated?
        }
    }

    struct Waiting: Decodable, Sendable {
        var reason: String?
        var message: String?
    }

    struct Running: Decodable, Sendable { var startedAt: String? }

    struct Terminated: Decodable, Sendable {
        var exitCode: Int
        var reason: String?
        var message: String?
        /// By the second, as `2026-01-31T23:59:59Z`.
        var finishedAt: String?
    }

    /// The state of the container with the scanner in it.
    var scanner: Container.State? { state(of: JobManifest.containerName) }

    /// The state of a container, where the cluster tells one.
    func state(of container: String) -> Container.State? {
        status?.containerStatuses?.first { $0.name == container }?.state
    }

    func condition(_ type: String) -> ObjectCondition? { status?.conditions?.first { $0.type == type } }
}
