//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import VentiKit

/// One scan in one container: make, fill, start, read, look how it ended, remove.
struct ContainerScan: Sendable {
    let client: DockerClient
    let configuration: DockerExecutor.Configuration
    let scanner: any ContainerizedScanner
    let request: ScanRequest
    let workload: Workload
    let events: ScanEventSink

    /// The program has the credentials, and may print them.
    private var redaction: EventRedaction { EventRedaction(request, files: workload.files) }

    /// - Throws: ``DockerError`` and `ScanError` if the scan cannot be run or cannot begin; `CancellationError`.
    func run() async throws {
        // What others have left and the engine cannot remove is no reason not to scan.
        _ = try? await DockerReaper(client: client).run()
        let image = try await ScannerImage(client: client, configuration: configuration).prepare(workload.image)
        let processors = try await client.engineDetails().processors
        let mark = OwnerMark.new(seconds: workload.limits.seconds + configuration.outageSeconds)
        try Task.checkCancellation()
        try await ScanNetwork.withNetwork(for: request, client, configuration, mark) { network in
            // What it is given and told may name the target as the container reaches it.
            let placed = try scanner.workload(for: request, at: network.place)
            let specification = ContainerSpecification(
                placed,
                image: image,
                user: configuration.userID,
                labels: mark.labels,
                network: network.name,
                hosts: network.hosts,
                processors: processors
            )
            // By its name it is found also where the answer to its making was lost. What cannot be removed now goes when
            // its lease ends, and costs no report that was handed over.
            do {
                let container = try await client.createContainer(specification, name: mark.name)
                try await run(placed, in: container, network.place)
            } catch {
                try? await remove(mark.name)
                throw error
            }
            try? await remove(mark.name)
        }
    }

    private func run(_ workload: Workload, in container: CreatedThing, _ place: WorkloadPlace) async throws {
        let archive = try workload.inputArchive(place: place, user: configuration.userID)
        try await client.putArchive(archive, in: "/venti", of: container.id)
        try Task.checkCancellation()
        try await client.startContainer(container.id)
        let stopper = ContainerStopper(
            client,
            container: container.id,
            graceSeconds: configuration.stopSeconds,
            deadlineSeconds: workload.limits.seconds
        )
        defer { stopper.disarm() }
        let tally = ScanTally(request: request, redaction: redaction, events: events, stopper: stopper)
        for warning in container.warnings ?? [] {
            await events.send(.diagnostic(ScanDiagnostic(.warning, "The container engine: \(warning)")))
        }
        let log = ContainerLog(
            client,
            container: container.id,
            stopper: stopper,
            maximumBytes: workload.limits.outputBytes,
            outageSeconds: configuration.outageSeconds,
            silentSeconds: workload.limits.seconds,
            isComplete: { tally.isFinished }
        )
        let failure = await withTaskCancellationHandler {
            await read(log, container.id, place, tally, stopper)
        } onCancel: {
            stopper.stop(.cancelled)
        }
        guard !tally.isFinished else { return }
        try await conclude(failure, log, container.id, tally, stopper)
    }

    /// Reads the events until the end, and says what kept that from coming.
    private func read(
        _ log: ContainerLog,
        _ container: String,
        _ place: WorkloadPlace,
        _ tally: ScanTally,
        _ stopper: ContainerStopper
    ) async -> (any Error)? {
        let output = WorkloadOutput(
            read: { try await log.next() },
            end: { try await ending(of: container, log, stopper) }
        )
        do {
            try await scanner.events(in: output, for: request, at: place, into: tally.sink)
            return nil
        } catch {
            return error
        }
    }

    /// Waits for the end of the program, and makes it end where its time is over or the scan was cancelled.
    private func ending(
        of container: String,
        _ log: ContainerLog,
        _ stopper: ContainerStopper
    ) async throws -> WorkloadEnding {
        let state = try await finalState(of: container, stopper)
        let limits = TarReader.Limits(totalBytes: workload.limits.outputBytes)
        let files = try await client.archive(
            of: Workload.outputFolder,
            in: container,
            limits: limits,
            seconds: stopper.isOver ? 5 : 120
        )
        return WorkloadEnding(
            exitCode: state.exitCode,
            // Before a line of it is cut to length.
            standardError: redaction.redact(await log.errors.text),
            files: files.map {
                WorkloadFile($0.path.hasPrefix("out/") ? String($0.path.dropFirst(4)) : $0.path, contents: $0.contents)
            }
        )
    }

    private func finalState(
        of container: String,
        _ stopper: ContainerStopper
    ) async throws -> ContainerDetails.State {
        var kills = 0
        while true {
            let details = try await client.inspectPatiently(container, seconds: configuration.outageSeconds) {
                stopper.isOver
            }
            guard let details else {
                throw DockerError(.unreachable, "The engine does not say how the container has ended.")
            }
            guard details.state.isRunning else { return details.state }
            if stopper.isOver {
                kills += 1
                guard kills <= 100 else {
                    throw DockerError(.engineFailed, "The container engine does not kill what it is told to.")
                }
                try await client.killContainer(container, signal: "SIGKILL")
            }
            await client.pause(milliseconds: 50)
        }
    }

    /// Hands over the report of what is known, or throws where the scan has not begun.
    private func conclude(
        _ failure: (any Error)?,
        _ log: ContainerLog,
        _ container: String,
        _ tally: ScanTally,
        _ stopper: ContainerStopper
    ) async throws {
        let redaction = redaction
        let failure = (failure as? ScanError).map { redaction.redact($0) } ?? failure
        if let failure = failure as? ScanError, failure.code != .invalidEncoding, !tally.hasStarted { throw failure }
        let details = try? await client.inspectContainer(container)
        let ending = ContainerEnding(
            reason: stopper.reason,
            state: details?.state,
            failure: failure,
            // Before a line of it is cut to length.
            standardError: redaction.redact(await log.errors.text),
            limits: workload.limits
        )
        let detail = redaction.redact(ending.detail)
        if await tally.finish(ending.outcome, detail) { return }
        if ending.outcome == .cancelled { throw CancellationError() }
        throw ScanError(.executionFailed, detail, cause: failure)
    }

    /// Removes the container, also where the engine is away for a while.
    private func remove(_ container: String) async throws {
        let deadline = ContinuousClock.now + .seconds(configuration.outageSeconds)
        while true {
            do {
                return try await client.removeContainer(container)
            } catch let error as DockerError where error.code == .unreachable {
                guard .now < deadline, !Task.isCancelled else { throw error }
                await client.pause(milliseconds: 250)
            }
        }
    }
}
