//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// One attempt at a scan, in one Job: make, wait, read, look how it ended, remove.
struct JobScan: Sendable {
    let run: ScanRun

    private var client: ClusterClient { run.client }
    private var configuration: KubernetesExecutor.Configuration { run.configuration }
    private var limits: WorkloadLimits { run.workload.limits }
    /// The program has the credentials, and may print them.
    private var redaction: EventRedaction { EventRedaction(run.request, files: run.workload.files) }

    /// - Returns: How it ended where it handed over no report; `nil` where it did.
    /// - Throws: ``KubernetesError`` and `ScanError` if the scan cannot be run or cannot begin; `CancellationError`.
    func run() async throws -> JobEnding? {
        try Task.checkCancellation()
        let mark = JobMark.new(
            seconds: limits.seconds + configuration.startSeconds + configuration.outageSeconds
                + (configuration.queue == nil ? 0 : configuration.queueSeconds)
        )
        let stopper = JobStopper(client, graceSeconds: configuration.stopSeconds)
        defer { stopper.disarm() }
        // By its name it is found also where the answer to its making was lost. What cannot be removed now goes when its
        // lease ends, and costs no report that was handed over.
        do {
            let ending = try await withTaskCancellationHandler {
                try await run(mark, stopper)
            } onCancel: {
                stopper.stop(.cancelled)
            }
            await remove(mark, stopper)
            return ending
        } catch {
            await remove(mark, stopper)
            if stopper.reason == .cancelled { throw CancellationError() }
            throw error
        }
    }

    private func run(_ mark: JobMark, _ stopper: JobStopper) async throws -> JobEnding? {
        let uid = try await make(mark, stopper)
        let start = PodStart(
            client: client,
            configuration: configuration,
            mark: mark,
            jobID: uid,
            containers: PodContainer.all(of: run.workload, configuration),
            stopper: stopper
        )
        guard let pod = try await start.pod(), !stopper.isOver else { throw CancellationError() }
        stopper.begin(deadlineSeconds: limits.seconds)
        let log = PodLog(
            client,
            pod: pod.metadata.name,
            stopper: stopper,
            maximumBytes: limits.outputBytes,
            printsEvents: run.workload.printsEvents,
            isComplete: { [tally = run.tally] in tally.isOver }
        )
        let met = await read(log, pod.metadata.name, mark, stopper)
        let failure = (met as? ScanError).map { redaction.redact($0) } ?? met
        if run.tally.isFinished { return nil }
        if let failure = failure as? ScanError, failure.code != .invalidEncoding, !run.tally.hasStarted {
            throw failure
        }
        return try await ending(failure, log, pod, mark, stopper)
    }

    /// Makes the Job, then what belongs to it: its pod waits for its Secret, and the network's rules are there before it.
    private func make(_ mark: JobMark, _ stopper: JobStopper) async throws -> String {
        let input = try RequestSecrets(run.workload, run.place, name: mark.name)
        let policy = try ScanNetworkPolicy(run.request, run.place)
        let job = JobManifest(mark: mark, workload: run.workload, configuration: configuration, input: input).json()
        let isOver: @Sendable () -> Bool = { stopper.reason != nil }
        var kept = try await client.create(job, at: client.jobsPath, until: isOver)
        if kept == nil { kept = try await client.value(JSONNode.self, .init(.get, "\(client.jobsPath)/\(mark.name)")) }
        guard let kept, let uid = kept["metadata"]?["uid"]?.text else {
            throw KubernetesError(.invalidAnswer, "The cluster does not say which Job it made.")
        }
        try await stopper.keep(job: mark.name, uid: uid)
        try DroppedFields.check(job: job, kept: kept)
        let owner: JSONNode = [
            "apiVersion": "batch/v1", "kind": "Job", "name": .string(mark.name), "uid": .string(uid),
            "controller": false,
            "blockOwnerDeletion": false,
        ]
        if configuration.limitsNetwork {
            _ = try await client.create(policy.json(mark, owner: owner), at: client.policiesPath, until: isOver)
        }
        for secret in input.objects(mark, owner: owner) {
            _ = try await client.create(secret, at: client.path("secrets"), until: isOver)
        }
        return uid
    }

    /// Reads the events until the end, and says what kept that from coming.
    private func read(_ log: PodLog, _ pod: String, _ mark: JobMark, _ stopper: JobStopper) async -> (any Error)? {
        let output = WorkloadOutput(
            read: { try await log.next() },
            end: { try await ending(of: pod, log, mark, stopper) }
        )
        do {
            try await run.scanner.events(in: output, for: run.request, at: run.place, into: run.tally.sink(stopper))
            return nil
        } catch {
            return error
        }
    }

    private func ending(
        of pod: String,
        _ log: PodLog,
        _ mark: JobMark,
        _ stopper: JobStopper
    ) async throws -> WorkloadEnding {
        let collects = run.workload.leavesFiles
        let seen = try await end(of: pod, seconds: limits.seconds + 60, mark, stopper) { pod in
            pod.isOver && (!collects || pod.status?.phase == "Failed" || pod.status?.phase == "Succeeded")
        }
        guard let seen, let ended = seen.scanner?.terminated else {
            // Why it is gone is found out by who asks for more than the end.
            throw KubernetesError(.notFound, "The pod is gone before its program has ended.")
        }
        var ending = WorkloadEnding(
            exitCode: ended.exitCode,
            // Before a line of it is cut to length.
            standardError: redaction.redact(await log.errors.text)
        )
        if collects {
            ending.files = try await PodFiles(client: client, stopper: stopper, maximumBytes: limits.outputBytes)
                .read(from: seen)
        }
        return ending
    }

    /// Waits until the program of a pod does not run any more; gives the pod, or `nil` where it is gone.
    private func end(
        of pod: String,
        seconds: Double,
        _ mark: JobMark,
        _ stopper: JobStopper,
        _ isOver: (Pod) -> Bool = \.isOver
    ) async throws -> Pod? {
        var watch = PodWatch(client, mark, stopper)
        _ = try await watch.wait(seconds: seconds) { watch in
            guard let pod = watch.pods[pod] else { return true }
            return isOver(pod) || pod.loss != nil
        }
        return watch.pods[pod]
    }

    private func ending(
        _ failure: (any Error)?,
        _ log: PodLog,
        _ pod: Pod,
        _ mark: JobMark,
        _ stopper: JobStopper
    ) async throws -> JobEnding {
        var ending = JobEnding(
            reason: stopper.reason,
            pod: pod,
            failure: failure,
            // Before a line of it is cut to length.
            standardError: redaction.redact(await log.errors.text),
            limits: limits
        )
        guard stopper.reason == nil else { return ending }
        do {
            // A scanner that prints what is no event may run on.
            let seconds = failure is ScanError ? 1.0 : 10
            ending.pod = try await end(of: pod.metadata.name, seconds: seconds, mark, stopper)
            let job = try await client.job(mark.name)
            ending.isJobGone = job == nil || job?.metadata.deletionTimestamp != nil
            ending.jobFailure = job?.failure
        } catch let error as KubernetesError {
            ending.failure = ending.failure ?? error
        }
        ending.reason = stopper.reason
        return ending
    }

    /// Removes the Job with all that belongs to it, and waits for the end of a program that may still run.
    private func remove(_ mark: JobMark, _ stopper: JobStopper) async {
        guard (try? await client.removeJob(mark.name, uid: nil)) != nil, !run.tally.isFinished || stopper.reason != nil
        else { return }
        // Not by the stopper that has ended, but until the pod has.
        let patient = JobStopper(client, graceSeconds: 0)
        var watch = PodWatch(client, mark, patient)
        _ = try? await watch.wait(seconds: configuration.stopSeconds + 15) { watch in
            watch.pods.values.allSatisfy(\.isOver)
        }
    }
}
