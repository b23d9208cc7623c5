//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a container is made of: the parts of Docker's API that are used.
struct ContainerSpecification: Encodable, Sendable {
    var image: String
    var entrypoint: [String]?
    var cmd: [String]?
    var user: String
    var workingDir: String
    var hostname = "scan"
    var stopSignal = "SIGTERM"
    var labels: [String: String]
    var healthcheck = Healthcheck()
    var hostConfig: HostConfiguration

    struct Healthcheck: Encodable, Sendable { var test = ["NONE"] }

    struct HostConfiguration: Encodable, Sendable {
        var readonlyRootfs = true
        var privileged = false
        var capDrop = ["ALL"]
        var securityOpt = ["no-new-privileges:true"]
        var pidsLimit: Int
        var memory: Int
        var memorySwap: Int
        var nanoCpus: Int
        var tmpfs: [String: String]
        var ipcMode = "private"
        var cgroupnsMode = "private"
        var autoRemove = false
        var restartPolicy = ["Name": "no"]
        var ulimits: [Limit]
        var networkMode: String
        var extraHosts: [String]
        var logConfig: LogConfiguration
        var mounts: [Mount]
    }

    struct Limit: Encodable, Sendable {
        var name: String
        var soft: Int
        var hard: Int
    }

    struct LogConfiguration: Encodable, Sendable {
        var type = "json-file"
        var config: [String: String]
    }

    struct Mount: Encodable, Sendable {
        var type = "volume"
        var target: String
        var volumeOptions: VolumeOptions
    }

    struct VolumeOptions: Encodable, Sendable { var labels: [String: String] }

    /// The specification as JSON, its names as Docker writes them: `hostConfig` becomes `HostConfig`.
    func json() throws -> [UInt8] { try Self.encode(self) }

    /// JSON whose names are already as Docker writes them.
    static func plain(_ value: some Encodable) throws -> String { String(decoding: try bytes(value), as: UTF8.self) }

    static func bytes(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value))
    }

    static func encode(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .custom { path in CapitalKey(path.last?.stringValue ?? "") }
        return Array(try encoder.encode(value))
    }
}

/// A key whose first letter is a capital.
struct CapitalKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name.prefix(1).uppercased() + name.dropFirst() }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
}
