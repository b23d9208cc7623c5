//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension DockerClient {
    private struct NetworkSpecification: Encodable {
        var name: String
        var driver = "bridge"
        var `internal`: Bool
        var checkDuplicate = true
        var labels: [String: String]
        var options: [String: String]
    }

    /// Makes a bridge network whose containers do not see each other.
    ///
    /// - Parameter isInternal: Whether nothing but this machine can be reached from it.
    func createNetwork(name: String, isInternal: Bool, labels: [String: String]) async throws -> NetworkDetails {
        var call = DockerConnection.Call(.post, "/networks/create")
        call.contentType = "application/json"
        call.body = try ContainerSpecification.encode(
            NetworkSpecification(
                name: name,
                internal: isInternal,
                labels: labels,
                options: ["com.docker.network.bridge.enable_icc": "false"]
            )
        )
        do {
            let created = try await value(CreatedThing.self, call)
            return try await value(NetworkDetails.self, .init(.get, "/networks/\(created.id)"))
        } catch {
            // By its name it is found also where the answer to its making was lost.
            _ = try? await removeNetwork(name)
            throw error
        }
    }

    /// Removes a network; one that is gone or still in use is left.
    ///
    /// - Returns: The status, which is 403 where a container still uses it.
    @discardableResult
    func removeNetwork(_ id: String) async throws -> Int {
        try await call(.init(.delete, "/networks/\(id)"), expecting: [200, 204, 403, 404, 409]).status
    }

    /// The networks with all of these labels.
    func networks(labels: [String]) async throws -> [NetworkDetails] {
        let filters = try ContainerSpecification.plain(["label": labels])
        return try await value([NetworkDetails].self, .init(.get, "/networks", query: [("filters", filters)]))
    }

    /// The volumes with all of these labels.
    func volumes(labels: [String]) async throws -> [VolumeDetails] {
        let filters = try ContainerSpecification.plain(["label": labels])
        return try await value(VolumeList.self, .init(.get, "/volumes", query: [("filters", filters)])).volumes ?? []
    }

    /// Removes a volume; one that is gone or still in use is left.
    ///
    /// - Returns: The status, which is 409 where a container still has it.
    @discardableResult
    func removeVolume(_ name: String) async throws -> Int {
        try await call(.init(.delete, "/volumes/\(name)"), expecting: [200, 204, 404, 409]).status
    }

    func engineDetails() async throws -> EngineDetails { try await value(EngineDetails.self, .init(.get, "/info")) }
}
