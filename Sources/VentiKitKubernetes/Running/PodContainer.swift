//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// A container that the pod of a scan has, and what is said where the node cannot start it.
struct PodContainer: Sendable, Hashable {
    var name: String
    var image: String
    /// What the container is, in the middle of a sentence.
    private var purpose: String
    /// What to do where its image cannot be had.
    private var mend: String

    /// The container with the scanner in it.
    static func scanner(image: String) -> PodContainer {
        PodContainer(
            name: JobManifest.containerName,
            image: image,
            purpose: "the scanner",
            mend: "Push the image to a registry that the nodes reach, and name a Secret for it in imagePullSecrets "
                + "if it asks for one."
        )
    }

    /// The container beside it, which hands over the files that it leaves.
    static func files(image: String) -> PodContainer {
        PodContainer(
            name: PodFiles.containerName,
            image: image,
            purpose: "the container that hands over the scanner's files",
            mend: "Push the image to a registry that the nodes reach, or name another one that has venti in "
                + "collectorImage."
        )
    }

    /// All containers of the pod.
    static func all(of workload: Workload, _ configuration: KubernetesExecutor.Configuration) -> [PodContainer] {
        let scanner = scanner(image: workload.image)
        return workload.leavesFiles ? [scanner, files(image: PodFiles.image(configuration))] : [scanner]
    }

    func unavailable(_ words: String) -> KubernetesError {
        KubernetesError(
            .imageUnavailable,
            "The node cannot get the image \(image.prefix(200)) of \(purpose): \(words). \(mend)"
        )
    }

    func cannotStart(_ words: String) -> KubernetesError {
        KubernetesError(.cannotStart, "The node cannot start \(purpose): \(words).")
    }
}
