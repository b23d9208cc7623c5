//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What a Pod's state means for a scan that is to begin in it.
enum PodVerdict: Sendable {
    /// It may still come, and what it waits for, where that is known.
    case waiting(KubernetesError?)
    /// Something is wrong that may mend itself soon, or not.
    case troubled(KubernetesError)
    /// It cannot begin.
    case hopeless(KubernetesError)
    /// The program runs, or has run.
    case begun
    /// The cluster took the pod away, and why.
    case lost(String)

    init(_ pod: Pod, image: String) {
        if let state = pod.scanner {
            if let terminated = state.terminated {
                self = Self.verdict(terminated)
                return
            }
            if state.running != nil {
                self = .begun
                return
            }
        }
        if let loss = pod.loss {
            self = .lost(loss)
            return
        }
        if let waiting = pod.scanner?.waiting {
            self = Self.verdict(waiting, image)
            return
        }
        if let scheduled = pod.condition("PodScheduled"), scheduled.status == "False" {
            let words = scheduled.message ?? scheduled.reason ?? "no reason"
            self = .waiting(
                KubernetesError(
                    .unschedulable,
                    "No node takes the pod: \(words). Lower the limits of the scan, or give the cluster a node that fits."
                )
            )
            return
        }
        self = .waiting(nil)
    }

    private static func verdict(_ waiting: Pod.Waiting, _ image: String) -> PodVerdict {
        let reason = waiting.reason ?? ""
        let words = waiting.message.map { "\(reason): \($0)" } ?? reason
        func unavailable() -> KubernetesError {
            KubernetesError(
                .imageUnavailable,
                "The node cannot get the image \(image.prefix(200)): \(words). Push the image to a registry that the nodes "
                    + "reach, and name a Secret for it in imagePullSecrets if it asks for one."
            )
        }
        func cannotStart() -> KubernetesError {
            KubernetesError(.cannotStart, "The node cannot start the scanner: \(words).")
        }
        switch reason {
        case "InvalidImageName", "ErrImageNeverPull": return .hopeless(unavailable())
        case "ErrImagePull", "ImagePullBackOff", "RegistryUnavailable", "ImageInspectError":
            return .troubled(unavailable())
        case "CreateContainerConfigError", "CreateContainerError", "RunContainerError", "StartError":
            return .troubled(cannotStart())
        default: return .waiting(nil)
        }
    }

    private static func verdict(_ terminated: Pod.Terminated) -> PodVerdict {
        switch terminated.reason {
        // What runtimes say where there is no such program.
        case "ContainerCannotRun", "StartError":
            .hopeless(
                KubernetesError(
                    .cannotStart,
                    "The node cannot start the scanner: \(terminated.message ?? "no reason")."
                )
            )
        default: .begun
        }
    }
}

extension Pod {
    /// Why the cluster took the pod away, where it did: in the cluster's own words.
    var loss: String? {
        let message = status?.message.flatMap { $0.isEmpty ? nil : $0 }
        if status?.phase == "Failed", let reason = status?.reason, !reason.isEmpty {
            return message.map { "\(reason): \($0)" } ?? reason
        }
        if let disruption = condition("DisruptionTarget"), disruption.isTrue {
            return "\(disruption.reason ?? "disrupted"): \(disruption.message ?? "no message")"
        }
        if status?.phase == "Unknown" || status?.reason == "NodeLost" {
            return message ?? "the node is lost"
        }
        if metadata.deletionTimestamp != nil { return "somebody deleted the pod" }
        return nil
    }

    /// Whether the pod used more than it may, so that it would meet the same end again.
    var usedTooMuch: Bool { status?.reason == "Evicted" && status?.message?.contains("exceeds") == true }

    /// Whether its program does not run any more, and will not.
    var isOver: Bool {
        scanner?.terminated != nil || status?.phase == "Failed" || status?.phase == "Succeeded"
    }
}
