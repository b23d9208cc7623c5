//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// The Job of a scan: a pod that may do only what a scan needs, as the "restricted" standard for pods asks.
struct JobManifest: Sendable {
    static let containerName = "scanner"

    var mark: JobMark
    var workload: Workload
    var configuration: KubernetesExecutor.Configuration
    /// What the pod's folder of input is made of.
    var input: RequestSecrets

    /// The safety net: beyond what this process waits for, since the cluster takes the log away with the pod.
    private var activeDeadlineSeconds: Int {
        Int(min(workload.limits.seconds + configuration.startSeconds, 1e8)) + 120
    }

    func json() -> JSONNode {
        var labels = mark.labels
        if let queue = configuration.queue { labels["kueue.x-k8s.io/queue-name"] = .string(queue) }
        var specification: JSONNode = [
            "backoffLimit": 0,
            "completions": 1,
            "parallelism": 1,
            "activeDeadlineSeconds": .int(activeDeadlineSeconds),
            "ttlSecondsAfterFinished": .int(max(0, configuration.retentionSeconds)),
            // A pod that the cluster takes away is begun anew here, where what it found is known.
            "podFailurePolicy": [
                "rules": [["action": "FailJob", "onPodConditions": [["type": "DisruptionTarget", "status": "True"]]]]
            ],
            "template": [
                "metadata": [
                    "labels": mark.labels,
                    "annotations": ["cluster-autoscaler.kubernetes.io/safe-to-evict": "false"],
                ],
                "spec": pod,
            ],
        ]
        // Kueue lets it go on when there is room.
        if configuration.queue != nil { specification["suspend"] = true }
        return [
            "apiVersion": "batch/v1",
            "kind": "Job",
            "metadata": [
                "name": .string(mark.name), "labels": labels, "annotations": mark.annotations,
            ],
            "spec": specification,
        ]
    }

    private var pod: JSONNode {
        let user = JSONNode.int(configuration.userID)
        var pod: JSONNode = [
            "restartPolicy": "Never",
            "automountServiceAccountToken": false,
            "enableServiceLinks": false,
            "terminationGracePeriodSeconds": .int(max(1, Int(configuration.stopSeconds.rounded(.up)))),
            "securityContext": [
                "runAsNonRoot": true, "runAsUser": user, "runAsGroup": user, "fsGroup": user,
                "seccompProfile": ["type": "RuntimeDefault"],
            ],
            "containers": .array(
                workload.leavesFiles ? [container, PodFiles.container(workload, configuration)] : [container]
            ),
            "volumes": [
                ["name": "in", "projected": ["defaultMode": 0o440, "sources": .array(input.sources)]],
                ["name": "out", "emptyDir": ["sizeLimit": .string(Self.bytes(workload.limits.outputBytes))]],
                ["name": "tmp", "emptyDir": ["sizeLimit": .string(Self.bytes(workload.limits.temporaryBytes))]],
            ],
        ]
        // The one container sees by it when the other has ended.
        if workload.leavesFiles { pod["shareProcessNamespace"] = true }
        if let name = configuration.serviceAccount { pod["serviceAccountName"] = .string(name) }
        if let name = configuration.priorityClass { pod["priorityClassName"] = .string(name) }
        if let name = configuration.runtimeClass { pod["runtimeClassName"] = .string(name) }
        if !configuration.nodeSelector.isEmpty {
            pod["nodeSelector"] = .object(configuration.nodeSelector.mapValues { .string($0) })
        }
        if !configuration.imagePullSecrets.isEmpty {
            pod["imagePullSecrets"] = .array(configuration.imagePullSecrets.map { ["name": .string($0)] })
        }
        return pod
    }

    private var container: JSONNode {
        var container: JSONNode = [
            "name": .string(Self.containerName),
            "image": .string(workload.image),
            "imagePullPolicy": .string(configuration.pullPolicy.word),
            "workingDir": .string(Workload.inputFolder),
            "securityContext": Self.containerSecurity,
            "resources": resources,
            "volumeMounts": [
                ["name": "in", "mountPath": .string(Workload.inputFolder), "readOnly": true],
                ["name": "out", "mountPath": .string(Workload.outputFolder)],
                ["name": "tmp", "mountPath": "/tmp"],
            ],
        ]
        if !workload.command.isEmpty { container["command"] = .array(workload.command.map { .string($0) }) }
        return container
    }

    static let containerSecurity: JSONNode = [
        "allowPrivilegeEscalation": false, "privileged": false, "readOnlyRootFilesystem": true,
        "capabilities": ["drop": ["ALL"]],
    ]

    private var resources: JSONNode {
        let limits = workload.limits
        let memory = JSONNode.string(Self.bytes(limits.memoryBytes))
        // The log lies on the node beside the volumes.
        let storage = limits.temporaryBytes + 3 * limits.outputBytes + (16 << 20)
        return [
            "requests": [
                "cpu": .string(Self.processors(min(configuration.requestedProcessors, limits.processors))),
                "memory": memory, "ephemeral-storage": .string(Self.bytes(16 << 20)),
            ],
            "limits": [
                "cpu": .string(Self.processors(limits.processors)), "memory": memory,
                "ephemeral-storage": .string(Self.bytes(storage)),
            ],
        ]
    }

    private static func processors(_ count: Double) -> String { "\(max(1, Int((count * 1_000).rounded())))m" }

    /// A size as the cluster writes it.
    static func bytes(_ count: Int) -> String {
        count >= 1 << 20 && count.isMultiple(of: 1 << 20) ? "\(count >> 20)Mi" : "\(count)"
    }
}
