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

    /// - Parameters:
    ///   - pod: The pod as it is seen.
    ///   - containers: The containers that it has, all of which the scan needs.
    init(_ pod: Pod, _ containers: [PodContainer]) {
        let verdicts = containers.map { Self.verdict(pod.state(of: $0.name), $0) }
        if let hopeless = verdicts.first(where: \.isHopeless) {
            self = hopeless
        } else if verdicts.allSatisfy(\.isBegun) {
            self = .begun
        } else if let loss = pod.loss {
            self = .lost(loss)
        } else if let troubled = verdicts.first(where: \.isTroubled) {
            self = troubled
        } else if let scheduled = pod.condition("PodScheduled"), scheduled.status == "False" {
            let words = scheduled.message ?? scheduled.reason ?? "no reason"
            self = .waiting(
                KubernetesError(
                    .unschedulable,
                    "No node takes the pod: \(words). Lower the limits of the scan, or give the cluster a node that fits."
                )
            )
        } else {
            self = .waiting(nil)
        }
    }

    private var isHopeless: Bool { if case .hopeless = self { true } else { false } }
    private var isTroubled: Bool { if case .troubled = self { true } else { false } }
    private var isBegun: Bool { if case .begun = self { true } else { false } }

    private static func verdict(_ state: Pod.Container.State?, _ container: PodContainer) -> PodVerdict {
        if let terminated = state?.terminated { return verdict(terminated, container) }
        if state?.running != nil { return .begun }
        return state?.waiting.map { verdict($0, container) } ?? .waiting(nil)
    }

    private static func verdict(_ waiting: Pod.Waiting, _ container: PodContainer) -> PodVerdict {
        let reason = waiting.reason ?? ""
        let words = waiting.message.map { "\(reason): \($0)" } ?? reason
        switch reason {
        case "InvalidImageName", "ErrImageNeverPull": return .hopeless(container.unavailable(words))
        case "ErrImagePull", "ImagePullBackOff", "RegistryUnavailable", "ImageInspectError":
            return .troubled(container.unavailable(words))
        case "CreateContainerConfigError", "CreateContainerError", "RunContainerError", "StartError":
            return .troubled(container.cannotStart(words))
        default: return .waiting(nil)
        }
    }

    private static func verdict(_ terminated: Pod.Terminated, _ container: PodContainer) -> PodVerdict {
        switch terminated.reason {
        // What runtimes say where there is no such program.
        case "ContainerCannotRun", "StartError": .hopeless(container.cannotStart(terminated.message ?? "no reason"))
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
