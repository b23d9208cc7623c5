//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What an engine says about a container.
struct ContainerDetails: Decodable, Sendable {
    var id: String
    var state: State

    enum CodingKeys: String, CodingKey {
        case id = "Id"
        case state = "State"
    }

    struct State: Decodable, Sendable {
        var status: String?
        var isRunning: Bool
        var isOutOfMemory: Bool?
        var exitCode: Int
        var error: String?

        enum CodingKeys: String, CodingKey {
            case status = "Status"
            case isRunning = "Running"
            case isOutOfMemory = "OOMKilled"
            case exitCode = "ExitCode"
            case error = "Error"
        }
    }
}

/// A container in a list.
struct ContainerSummary: Decodable, Sendable {
    var id: String
    var names: [String]?
    var labels: [String: String]?

    enum CodingKeys: String, CodingKey {
        case id = "Id"
        case names = "Names"
        case labels = "Labels"
    }
}

/// A network, in a list or on its own.
struct NetworkDetails: Decodable, Sendable {
    var id: String
    var name: String
    var labels: [String: String]?
    var addresses: Addresses?

    enum CodingKeys: String, CodingKey {
        case id = "Id"
        case name = "Name"
        case labels = "Labels"
        case addresses = "IPAM"
    }

    struct Addresses: Decodable, Sendable {
        var ranges: [Range]?

        enum CodingKeys: String, CodingKey { case ranges = "Config" }

        struct Range: Decodable, Sendable {
            var gateway: String?

            enum CodingKeys: String, CodingKey { case gateway = "Gateway" }
        }
    }

    /// The address that the host has on the network.
    var gateway: String? { addresses?.ranges?.compactMap(\.gateway).first { !$0.isEmpty } }
}

/// A list of volumes.
struct VolumeList: Decodable, Sendable {
    var volumes: [VolumeDetails]?

    enum CodingKeys: String, CodingKey { case volumes = "Volumes" }
}

/// A volume in a list.
struct VolumeDetails: Decodable, Sendable {
    var name: String
    var labels: [String: String]?

    enum CodingKeys: String, CodingKey {
        case name = "Name"
        case labels = "Labels"
    }
}

/// What an engine says about an image.
struct ImageDetails: Decodable, Sendable {
    var id: String
    var digests: [String]?
    var size: Int?

    enum CodingKeys: String, CodingKey {
        case id = "Id"
        case digests = "RepoDigests"
        case size = "Size"
    }
}

/// What is asked for by its identity alone.
struct CreatedThing: Decodable, Sendable {
    var id: String
    var warnings: [String]?

    enum CodingKeys: String, CodingKey {
        case id = "Id"
        case warnings = "Warnings"
    }
}

/// What an engine says about itself.
struct EngineDetails: Decodable, Sendable {
    var processors: Int?
    var memoryBytes: Int?
    var limitsMemory: Bool?
    var limitsProcesses: Bool?
    var system: String?
    var securityOptions: [String]?

    /// Whether the engine runs without root, in a network of its own.
    var isRootless: Bool { securityOptions?.contains { $0.hasPrefix("name=rootless") } ?? false }

    enum CodingKeys: String, CodingKey {
        case processors = "NCPU"
        case memoryBytes = "MemTotal"
        case limitsMemory = "MemoryLimit"
        case limitsProcesses = "PidsLimit"
        case system = "OSType"
        case securityOptions = "SecurityOptions"
    }
}
