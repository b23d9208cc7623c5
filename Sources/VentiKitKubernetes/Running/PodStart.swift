//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// Waits until all containers of a Job's pod run, and says in the cluster's words why they do not.
struct PodStart: Sendable {
    let client: ClusterClient
    let configuration: KubernetesExecutor.Configuration
    let mark: JobMark
    let jobID: String
    let containers: [PodContainer]
    let stopper: JobStopper

    /// How long something that may mend itself may be wrong, in seconds.
    private static let troubleSeconds = 10.0

    /// - Returns: The pod; `nil` where the scan was stopped before it began.
    /// - Throws: ``KubernetesError``.
    func pod() async throws -> Pod? {
        var watch = PodWatch(client, mark, stopper)
        let began = ContinuousClock.now
        var slice = 3.0
        var problem: KubernetesError?
        var troubledSince: ContinuousClock.Instant?
        var podSince: ContinuousClock.Instant?
        while !stopper.isOver {
            let hasBegun = try await watch.wait(seconds: slice) { watch in
                guard let pod = watch.newest else { return false }
                if podSince == nil { podSince = .now }
                switch PodVerdict(pod, containers) {
                case .begun: return true
                case .hopeless(let error): throw error
                case .lost(let words):
                    throw KubernetesError(.podLost, "The cluster took the pod away before the scan began: \(words).")
                case .troubled(let error):
                    // The first words say more than those about the waiting that follows.
                    if troubledSince == nil { problem = error }
                    troubledSince = troubledSince ?? .now
                case .waiting(let error):
                    troubledSince = nil
                    problem = error ?? problem
                }
                return false
            }
            if hasBegun { return watch.newest }
            if stopper.isOver { return nil }
            if let troubledSince, .now - troubledSince > .seconds(Self.troubleSeconds), let problem { throw problem }
            if watch.newest == nil { problem = try await problemWithoutPod() ?? problem }
            let patience =
                podSince == nil && configuration.queue != nil ? configuration.queueSeconds : configuration.startSeconds
            if .now - (podSince ?? began) > .seconds(patience) {
                throw try await tooLate(problem, watch.newest, patience)
            }
            slice = troubledSince != nil ? 3 : min(slice * 2, 20)
        }
        return nil
    }

    /// Why there is no pod: what is told about the Job.
    ///
    /// - Throws: ``KubernetesError`` where there will never be one.
    private func problemWithoutPod() async throws -> KubernetesError? {
        let isOver: @Sendable () -> Bool = { stopper.isOver }
        let events = try await client.events(about: jobID, until: isOver)
        guard let failure = events.last(where: { $0.reason == "FailedCreate" }), let words = failure.message else {
            guard try await client.job(mark.name, until: isOver) != nil else {
                throw KubernetesError(.podLost, "Somebody deleted the Job \(mark.name) before the scan began.")
            }
            return configuration.queue.map {
                KubernetesError(.unschedulable, "The queue \($0) has not admitted the Job \(mark.name).")
            }
        }
        if words.contains("exceeded quota") {
            return KubernetesError(
                .quotaExceeded,
                "The namespace \(client.namespace) has no room for the pod: \(words). Wait until other scans have ended, or "
                    + "have its quota raised."
            )
        }
        let error = KubernetesError(.refused, "The cluster refuses the pod: \(words).")
        if words.contains("violates PodSecurity") { throw error }
        return error
    }

    /// Why the first of its containers that has not begun is waiting.
    private func firstReason(_ pod: Pod) -> String? {
        containers.lazy.compactMap { pod.state(of: $0.name)?.waiting?.reason }.first
    }

    private func tooLate(_ problem: KubernetesError?, _ pod: Pod?, _ seconds: Double) async throws -> KubernetesError {
        if let problem { return problem }
        var words = pod.flatMap(firstReason) ?? pod?.status?.phase ?? "no pod was made"
        if let uid = pod?.metadata.uid {
            let events = try? await client.events(about: uid, until: { stopper.isOver })
            if let warning = events?.last(where: { $0.type == "Warning" }) {
                words += ", \(warning.reason ?? ""): \(warning.message ?? "")"
            }
        }
        return KubernetesError(.cannotStart, "The scan did not start within \(Int(seconds)) seconds: \(words).")
    }
}
