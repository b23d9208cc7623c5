//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// The files that a scanner has left in its pod, as the container beside it prints them.
struct PodFiles: Sendable {
    static let containerName = "files"

    let client: ClusterClient
    let stopper: JobStopper
    let maximumBytes: Int

    /// The files of a pod whose containers have all ended.
    ///
    /// - Throws: `ScanError` if they come incomplete; ``KubernetesError``.
    func read(from pod: String) async throws -> [WorkloadFile] {
        var call = ClusterConnection.Call(
            .get,
            client.path("pods") + "/\(pod)/log",
            query: [("container", Self.containerName)]
        )
        // Base64 is longer by a third, and each line has a path.
        call.maximumBytes = maximumBytes * 2 + (1 << 20)
        call.seconds = 120
        let text = try await client.call(call, until: { stopper.isOver }).body
        return try FilePiece.files(in: text, maximumBytes: maximumBytes)
    }

    /// The container that prints them.
    static func container(_ workload: Workload, _ configuration: KubernetesExecutor.Configuration) -> JSONNode {
        [
            "name": .string(containerName),
            "image": .string(configuration.collectorImage ?? NativeScanner.Configuration.defaultImage),
            "imagePullPolicy": .string(configuration.pullPolicy.word),
            "command": ["/usr/local/bin/venti", "worker", "--collect", .string(Workload.outputFolder)],
            "securityContext": JobManifest.containerSecurity,
            "resources": [
                "requests": ["cpu": "10m", "memory": "64Mi", "ephemeral-storage": "16Mi"],
                "limits": [
                    "cpu": "500m", "memory": "256Mi",
                    "ephemeral-storage": .string(JobManifest.bytes(2 * workload.limits.outputBytes + (16 << 20))),
                ],
            ],
            "volumeMounts": [["name": "out", "mountPath": .string(Workload.outputFolder), "readOnly": true]],
        ]
    }
}
