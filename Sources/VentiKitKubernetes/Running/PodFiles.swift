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

    /// The files of a pod whose scanner has ended.
    ///
    /// - Throws: ``KubernetesError`` with code ``KubernetesError/Code/filesLost`` if the container did not hand over all of
    ///   them, and with others.
    func read(from pod: Pod) async throws -> [WorkloadFile] {
        guard let ended = pod.state(of: Self.containerName)?.terminated else {
            guard pod.loss == nil else {
                throw KubernetesError(.notFound, "The pod is gone before its files were handed over.")
            }
            throw Self.lost("the container that hands them over has not ended.")
        }
        guard ended.exitCode == 0 else {
            let words = [ended.reason, ended.message].compactMap { $0 }.filter { $0 != "Error" }.joined(separator: ": ")
            throw Self.lost(
                "the container that hands them over ended with exit code \(ended.exitCode)"
                    + (words.isEmpty ? "." : " (\(words)).")
            )
        }
        if let last = pod.scanner?.terminated?.finishedAt, let handed = ended.finishedAt, handed < last {
            throw Self.lost("the container that hands them over ended at \(handed), before the scanner did at \(last).")
        }
        var call = ClusterConnection.Call(
            .get,
            client.path("pods") + "/\(pod.metadata.name)/log",
            query: [("container", Self.containerName)]
        )
        // Base64 is longer by a third, and each line has a path.
        call.maximumBytes = maximumBytes * 2 + (1 << 20)
        call.seconds = 120
        let text = try await client.call(call, until: { stopper.isOver }).body
        do {
            return try FilePiece.files(in: text, maximumBytes: maximumBytes)
        } catch let error as ScanError {
            throw KubernetesError(.filesLost, error.message, cause: error)
        }
    }

    private static func lost(_ why: String) -> KubernetesError {
        KubernetesError(.filesLost, "The files that the scanner left are lost: \(why)")
    }

    /// The image of the container that prints them.
    static func image(_ configuration: KubernetesExecutor.Configuration) -> String {
        configuration.collectorImage ?? NativeScanner.Configuration.defaultImage
    }

    /// The container that prints them, a piece at a time, so that its memory is no matter of their size.
    static func container(_ workload: Workload, _ configuration: KubernetesExecutor.Configuration) -> JSONNode {
        [
            "name": .string(containerName),
            "image": .string(image(configuration)),
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
