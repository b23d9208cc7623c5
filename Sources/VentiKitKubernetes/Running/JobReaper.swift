//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// Removes what the executors of processes that are gone have left in a namespace.
///
/// A Job goes when its owner is known to be gone, which only the owner's machine can know, or when its lease has ended.
struct JobReaper: Sendable {
    let client: ClusterClient
    var now = Int(UnixTime.now)

    /// - Returns: The names of the Jobs that were removed.
    func run() async throws -> [String] {
        var removed: [String] = []
        for job in try await client.jobs("\(JobMark.managerLabel)=\(JobMark.manager)") where isOrphan(job.metadata) {
            // By its identity, so that nothing that came after it under its name goes.
            guard (try? await client.removeJob(job.metadata.name, uid: job.metadata.uid)) != nil else { continue }
            removed.append(job.metadata.name)
        }
        return removed
    }

    func isOrphan(_ job: ObjectMeta) -> Bool {
        guard job.deletionTimestamp == nil, let scan = job.labels?[JobMark.scanLabel],
            job.name == JobMark.namePrefix + scan
        else { return false }
        if let lease = job.annotations?[JobMark.leaseAnnotation].flatMap({ Int($0) }), lease < now { return true }
        return job.annotations?[JobMark.ownerAnnotation].flatMap { HostProcess($0) }?.isGone ?? false
    }
}
