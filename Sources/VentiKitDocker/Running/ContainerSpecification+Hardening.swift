//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

extension ContainerSpecification {
    /// A container for a workload that may do only what a scan needs: nobody's rights, nothing to write but a small
    /// volume and a small place for temporary files, and limits on everything.
    ///
    /// - Parameters:
    ///   - workload: What to run.
    ///   - image: The image's own identity, so that nothing else can run in its place.
    ///   - user: The number of the user and the group.
    ///   - labels: Whose the container is.
    ///   - network: The network that it joins.
    ///   - hosts: More names with their addresses.
    ///   - processors: How many processors the engine has, which no container may go beyond.
    init(
        _ workload: Workload,
        image: String,
        user: Int,
        labels: [String: String],
        network: String,
        hosts: [String],
        processors: Int?
    ) {
        let limits = workload.limits
        let share = min(max(limits.processors, 0.01), Double(processors ?? 1_000))
        let megabytes = max(1, limits.temporaryBytes >> 20)
        // What a scan prints is bounded elsewhere; the engine writes it down with quotes and times around it.
        let logMegabytes = max(1, limits.outputBytes >> 20) * 3 + 8
        self.init(
            image: image,
            entrypoint: workload.command.isEmpty ? nil : [workload.command[0]],
            cmd: workload.command.isEmpty ? nil : Array(workload.command.dropFirst()),
            user: "\(user):\(user)",
            workingDir: Workload.inputFolder,
            labels: labels,
            hostConfig: HostConfiguration(
                pidsLimit: limits.processes,
                memory: limits.memoryBytes,
                memorySwap: limits.memoryBytes,
                nanoCpus: Int(share * 1e9),
                tmpfs: ["/tmp": "rw,noexec,nosuid,nodev,size=\(megabytes)m,mode=1777"],
                ulimits: [Limit(name: "nofile", soft: 4_096, hard: 4_096), Limit(name: "core", soft: 0, hard: 0)],
                networkMode: network,
                extraHosts: hosts,
                logConfig: LogConfiguration(config: ["max-size": "\(logMegabytes)m", "max-file": "1"]),
                mounts: [Mount(target: "/venti", volumeOptions: VolumeOptions(labels: labels))]
            )
        )
    }
}

extension Workload {
    /// The input and the empty folder for output, as an archive to unpack in the volume.
    func inputArchive(place: WorkloadPlace, user: Int) throws -> [UInt8] {
        var archive = TarWriter(owner: user)
        try archive.addFolder("in", mode: 0o700)
        var files = files
        if place.route != nil {
            files.append(WorkloadFile(Self.placeFile, contents: try ContainerSpecification.bytes(place)))
        }
        var folders: Set<String> = []
        for file in files.sorted(by: { $0.path < $1.path }) {
            guard WorkloadFile.isPlain(file.path) else {
                throw ScanError(
                    .invalidArgument,
                    "The input file \"\(file.path.prefix(100))\" does not stay in its folder."
                )
            }
            var folder = "in"
            for segment in file.path.split(separator: "/").dropLast() {
                folder += "/\(segment)"
                if folders.insert(folder).inserted { try archive.addFolder(folder, mode: 0o700) }
            }
            try archive.addFile("in/" + file.path, file.contents, mode: 0o400)
        }
        try archive.addFolder("out", mode: 0o700)
        return archive.finished()
    }
}
