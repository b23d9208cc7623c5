//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Logging
import VentiKit

/// One attempt to run one scan.
struct ScanRun: Sendable {
    let core: PlatformCore
    let run: ActiveRun

    private var scope: TenantScope { TenantScope(tenant: run.job.tenant) }

    /// Runs the scan and writes what came of it, unless another worker has it by then.
    func run() async {
        let recorder = ScanRecorder(core, run)
        var failure: (any Error)?
        var ranElsewhere = false
        do {
            let (entry, route, request) = try await prepare()
            ranElsewhere = entry.runsElsewhere
            failure = await execute(entry, route, request, recorder)
        } catch {
            failure = error
        }
        do {
            let finish = ScanFinish(core: core, run: run, ranElsewhere: ranElsewhere)
            try await finish.write(await recorder.report, failure)
        } catch {
            core.logger.error(
                "the end of a scan was not written; it will be scanned again",
                metadata: ["scan": "\(run.job.subject)", "error": "\(error)"]
            )
        }
        core.signal.notify(ScanService.topic(run.job.subject))
        // Whoever still waits has been woken; who waits later looks from time to time.
        core.signal.forget(ScanService.topic(run.job.subject))
    }

    /// Opens the credentials and judges the target again: its name may lead elsewhere by now.
    private func prepare() async throws -> (ScannerCatalog.Entry, TargetRoute, ScanRequest) {
        let (id, now, lease, scope, attempt) = (run.job.subject, core.now(), run.lease, scope, run.job.attempt)
        let parts: (Scan, Target, DocumentContent, StoredDocument, TargetCredentials?) =
            try await core.store.writePlatform { platform in
                let writer = platform.tenant(scope)
                guard try platform.holds(lease), var scan = try writer.find(Scan.self, id),
                    let target = try writer.find(Target.self, scan.target),
                    let described = scan.document,
                    let document = try writer.find(StoredDocument.self, described),
                    let content = try writer.find(DocumentContent.self, described)
                else { throw ServiceError.notFound("scan, target or document") }
                scan.state = .running
                scan.startedAt = scan.startedAt ?? now
                scan.attempt = attempt
                scan.findings = Scan.Counts()
                try writer.update(scan)
                try writer.append("state", ScanEventData.state(.running, attempt: attempt), to: scan, at: now)
                return (scan, target, content, document, try writer.find(TargetCredentials.self, target.id))
            }
        let (scan, target, content, document, credentials) = parts
        core.signal.notify(ScanService.topic(id))
        guard let entry = core.scanners.entry(scan.scanner) else {
            throw ServiceError(.validation, "There is no scanner \(scan.scanner) any more.")
        }
        let url = try TargetURL(target.url)
        let place = try await core.addresses.admit(host: url.host, port: url.port)
        try entry.check(place)
        guard TargetService(core: core).isVerified(target, place) else {
            throw ServiceError(.targetNotVerified, "Nobody has shown lately that \(url.origin) is yours to scan.")
        }
        var request = ScanRequest(document: .bytes(Array(content.bytes), name: document.name), target: target.url)
        request.identities =
            try credentials.map { try CredentialVault(keys: core.keys).open($0) }?
            .filter { scan.identities.contains($0.name) }.map(\.identity) ?? []
        request.policy.profile = scan.profile
        request.policy.maximumRequests = scan.budget.requests
        request.policy.maximumSeconds = scan.budget.seconds
        request.policy.requestsPerSecond = scan.budget.requestsPerSecond
        var reach = ScanScope(target: url)
        reach.excludedPaths = target.excludedPaths.map { PathGlob($0) }
        request.scope = reach
        let address = entry.runsElsewhere ? place.addressForContainers : place.address
        return (entry, TargetRoute(host: address.description, port: url.port), request)
    }

    /// Scans until the scan is over or is to end.
    private func execute(
        _ entry: ScannerCatalog.Entry,
        _ route: TargetRoute,
        _ request: ScanRequest,
        _ recorder: ScanRecorder
    ) async -> (any Error)? {
        await withTaskGroup(of: Part.self) { group in
            group.addTask {
                do {
                    let sink = ScanEventSink { await recorder.take($0) }
                    try await entry.executor.execute(entry.make(route), request, into: sink)
                    return .scan(nil)
                } catch {
                    return .scan(error)
                }
            }
            group.addTask {
                // Nothing comes: the stream ends when the scan is to end, and the wait when the scan is over.
                for await _ in run.ending {}
                return .ending
            }
            var failure: (any Error)?
            for await part in group {
                if case .scan(let error) = part { failure = error }
                // Either the scan is over, or it is to stop; then it still hands its report over.
                group.cancelAll()
            }
            return failure
        }
    }

    private enum Part: Sendable {
        case scan((any Error)?)
        case ending
    }
}
