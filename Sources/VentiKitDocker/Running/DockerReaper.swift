//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Removes what the executors of processes that are gone have left with an engine: containers, networks and volumes.
///
/// A container goes when its owner is known to be gone, which only the owner's machine can know, or when its lease has
/// ended. One that only has the labels, by those of its image, and not the name is none of this.
struct DockerReaper: Sendable {
    let client: DockerClient
    var now = Int(Date().timeIntervalSince1970)

    /// - Returns: The names of what was removed.
    @discardableResult
    func run() async throws -> [String] {
        var removed: [String] = []
        for container in try await client.containers(labels: ["\(OwnerMark.managedLabel)=true"]) {
            let name = container.names?.first.map { String($0.drop { $0 == "/" }) } ?? ""
            guard isOrphan(name, container.labels) else { continue }
            if await remove(container.id) { removed.append(name) }
        }
        for network in try await client.networks(labels: ["\(OwnerMark.managedLabel)=true"]) {
            guard isOrphan(network.name, network.labels) else { continue }
            guard let status = try? await client.removeNetwork(network.id), status != 403, status != 409 else {
                continue
            }
            removed.append(network.name)
        }
        // After the containers: what one still has cannot go.
        for volume in try await client.volumes(labels: ["\(OwnerMark.managedLabel)=true"]) {
            guard let labels = volume.labels, isOrphan(labels) else { continue }
            guard let status = try? await client.removeVolume(volume.name), status != 409 else { continue }
            removed.append(volume.name)
        }
        return removed
    }

    /// Whether the container went. One that is just being started cannot go at once, and one that the engine cannot remove
    /// keeps no other from going.
    private func remove(_ container: String) async -> Bool {
        for attempt in 1...5 {
            if (try? await client.removeContainer(container)) != nil { return true }
            if attempt < 5 { await client.pause(milliseconds: 300) }
        }
        return false
    }

    private func isOrphan(_ name: String, _ labels: [String: String]?) -> Bool {
        guard let labels, name.hasPrefix(OwnerMark.namePrefix),
            name == OwnerMark.namePrefix + (labels[OwnerMark.scanLabel] ?? "")
        else { return false }
        return isOrphan(labels)
    }

    /// Whether the labels are those of a scan that nobody looks after any more. The engine names volumes itself, and no
    /// image can give them labels.
    private func isOrphan(_ labels: [String: String]) -> Bool {
        if let lease = labels[OwnerMark.leaseLabel].flatMap({ Int($0) }), lease < now { return true }
        return labels[OwnerMark.ownerLabel].flatMap { HostProcess($0) }?.isGone ?? false
    }
}
