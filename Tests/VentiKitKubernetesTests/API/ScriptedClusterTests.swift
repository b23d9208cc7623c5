//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ScannerSamples
import Synchronization
import Testing
import VentiKit

@testable import VentiKitKubernetes

/// What a scan comes to where the cluster is busy, forgets, or breaks off in the middle.
@Suite(.timeLimit(.minutes(2)))
struct ScriptedClusterTests {
    private typealias Cluster = ScriptedCluster
    private static let lines = [Lines.started, Lines.finding, Lines.otherFinding, Lines.finished]

    private func scan(
        _ answers: [ScriptedCluster.Route: [ScriptedCluster.Answer]],
        _ change: @escaping (inout KubernetesExecutor.Configuration) -> Void = { _ in },
        _ body: (ScriptedCluster, Result<ScanReport, any Error>, EventList) async throws -> Void
    ) async throws {
        try await ScriptedCluster.with(answers) { cluster, configuration in
            var configuration = configuration
            change(&configuration)
            let events = EventList()
            let result: Result<ScanReport, any Error>
            do {
                let report = try await KubernetesExecutor(configuration)
                    .scan(ShellScanner.make("x"), .sample()) { await events.note($0) }
                result = .success(report)
            } catch {
                result = .failure(error)
            }
            try await body(cluster, result, events)
        }
    }

    private func expectWhole(_ result: Result<ScanReport, any Error>, _ events: EventList) async throws {
        #expect(try result.get().outcome == .completed)
        #expect(await events.findings.map(\.checkID) == ["acme.banner", "acme.age"])
        #expect(await events.starts == 1)
    }

    private let log: [ScriptedCluster.Answer] = [.init(pieces: ScriptedCluster.log(lines))]

    @Test func aScanThatGoesWellAsksForLittle() async throws {
        try await scan([.log: log]) { cluster, result, events in
            try await expectWhole(result, events)
            let routes: [ScriptedCluster.Route] = [
                .listJobs, .createJob, .createPolicy, .createSecret, .listPods, .log, .deleteJob,
            ]
            #expect(cluster.requests.map(\.route) == routes)
            let removal = try #require(cluster.requests.last)
            // Without it, the pod and the Secret would stay.
            #expect(removal.body.contains(#""propagationPolicy":"Background""#))
        }
    }

    /// The version that a watch begins at is too old: once in the stream, once by the answer's status.
    @Test func aWatchThatTheClusterHasForgottenBeginsAnewWithAList() async throws {
        let gone =
            #"{"type":"ERROR","object":{"kind":"Status","message":"too old resource version: 5 (9)","code":410}}"#
        let answers: [ScriptedCluster.Route: [ScriptedCluster.Answer]] = [
            .listPods: [
                .json(ScriptedCluster.list(version: 5)), .json(ScriptedCluster.list(version: 9)),
                .json(ScriptedCluster.list(version: 12, ScriptedCluster.running)),
            ],
            .watchPods: [.json(gone + "\n"), .status(410, "too old resource version")],
            .log: log,
        ]
        try await scan(answers) { cluster, result, events in
            try await expectWhole(result, events)
            #expect(cluster.count(.listPods) == 3)
            let versions = cluster.requests.filter { $0.route == .watchPods }.map {
                $0.uri.contains("resourceVersion=5&")
            }
            #expect(versions == [true, false])
        }
    }

    @Test func aWatchThatBreaksOffGoesOnFromWhereItWas() async throws {
        let pending = ScriptedCluster.pod(6, #"{"waiting":{"reason":"ContainerCreating"}}"#)
        let bookmark = #"{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"8"}}}"#
        let answers: [ScriptedCluster.Route: [ScriptedCluster.Answer]] = [
            .listPods: [.json(ScriptedCluster.list(version: 5))],
            .watchPods: [
                // In the middle of a line.
                .init(pieces: [#"{"type":"ADDED","object":\#(pending)}"# + "\n", #"{"type":"MODI"#], breaksOff: true),
                .init(pieces: [bookmark + "\n"]),
                .nothing,
                .init(pieces: [#"{"type":"MODIFIED","object":\#(ScriptedCluster.running)}"# + "\n"], staysOpen: true),
            ],
            .log: log,
        ]
        try await scan(answers) { cluster, result, events in
            try await expectWhole(result, events)
            #expect(cluster.count(.listPods) == 1)
            let watches = cluster.requests.filter { $0.route == .watchPods }.map(\.uri)
            // What came just before the connection broke may be lost with it; then it is asked for again.
            for (uri, versions) in zip(watches, [["5"], ["5", "6"], ["8"], ["8"]]) {
                #expect(versions.contains { uri.contains("resourceVersion=\($0)&") }, "\(uri)")
            }
        }
    }

    @Test func aClusterThatHasTooMuchToDoIsAskedAgainWhenItSays() async throws {
        let answers: [ScriptedCluster.Route: [ScriptedCluster.Answer]] = [
            .listJobs: [.status(429, "Too many requests", retryAfter: 1)],
            .createJob: [.status(429, "Too many requests", retryAfter: 1), .status(503, "not ready")],
            .log: [.status(503, "not ready"), .init(pieces: ScriptedCluster.log(Self.lines))],
        ]
        try await scan(answers) {
            $0.outageSeconds = 1.5
        } _: { cluster, result, _ in
            // The queue of answers ends with a refusal, which ends the scan in the cluster's words.
            let error = #expect(throws: ScanError.self) { try result.get() }
            #expect((error?.cause as? KubernetesError)?.code == .clusterFailed)
            #expect(error?.message.contains("not ready") == true)
            #expect(cluster.count(.createJob) > 2)
        }
        try await scan([.createSecret: [.status(429, "busy", retryAfter: 1), .json("{}", status: 201)], .log: log]) {
            cluster,
            result,
            events in
            try await expectWhole(result, events)
            #expect(cluster.count(.createSecret) == 2)
        }
    }

    /// The Job was made and the answer to that was lost: it is found by its name and not made twice.
    @Test func aJobWhoseMakingWasNotAnsweredIsFound() async throws {
        let answers: [ScriptedCluster.Route: [ScriptedCluster.Answer]] = [
            .createJob: [.nothing, .status(409, "already exists")],
            .listPods: [.json(ScriptedCluster.list(version: 5))],
            .getJob: [.json(#"{"metadata":{"name":"j","uid":"u"}}"#)],
            .log: log,
        ]
        try await scan(answers) { cluster, result, _ in
            // What the scripted cluster keeps lacks all fields, which is noticed.
            let error = #expect(throws: ScanError.self) { try result.get() }
            #expect((error?.cause as? KubernetesError)?.code == .fieldsDropped)
            #expect(cluster.count(.createJob) == 2 && cluster.count(.getJob) == 1)
            #expect(cluster.count(.deleteJob) == 1)
        }
    }

    @Test func aLogThatBreaksOffGoesOnWithoutLossOrRepetition() async throws {
        let all = ScriptedCluster.log(Self.lines)
        let answers: [ScriptedCluster.Route: [ScriptedCluster.Answer]] = [
            .log: [
                .init(pieces: [all[0], all[1], String(all[2].prefix(60))], breaksOff: true),
                .nothing,
                .status(500, "Get https://node:10250/containerLogs: connection refused"),
                // From the second of the first lines on, and ended before the program has.
                .init(pieces: [all[0], all[1], all[2]]),
                .init(pieces: all),
            ],
            .getPod: [.json(ScriptedCluster.running)],
        ]
        try await scan(answers) { cluster, result, events in
            try await expectWhole(result, events)
            let logs = cluster.requests.filter { $0.route == .log }.map(\.uri)
            #expect(!logs[0].contains("sinceTime"))
            // What had arrived when the connection broke may be lost with it, and is read again.
            #expect(logs.last?.contains("sinceTime=2026-11-23T04%3A00%3A10Z") == true)
            #expect(logs.allSatisfy { $0.contains("follow=true") })
        }
    }

    /// A program that has ended may have had its log cut off; it is read to its end once more.
    @Test func theEndOfALogIsReadOnceMore() async throws {
        let all = ScriptedCluster.log(Self.lines)
        try await scan([.log: [.init(pieces: [all[0]]), .init(pieces: all)]]) { cluster, result, events in
            try await expectWhole(result, events)
            let last = cluster.requests.last { $0.route == .log }
            #expect(last?.uri.contains("follow=false") == true)
        }
    }

    @Test func whatARotatedLogHasLostIsInTheReportAllTheSame() async throws {
        let all = ScriptedCluster.log(Self.lines)
        let answers: [ScriptedCluster.Route: [ScriptedCluster.Answer]] = [
            .log: [.init(pieces: [all[0]], breaksOff: true), .init(pieces: [all[3]])]
        ]
        try await scan(answers) { _, result, events in
            let report = try result.get()
            #expect(report.outcome == .completed)
            // The report's own finding is sent as an event, before it.
            #expect(await events.findings.map(\.checkID) == ["acme.banner"])
        }
    }

    @Test func aClusterThatStaysAwayLeavesWhatWasFound() async throws {
        let all = ScriptedCluster.log(Self.lines)
        let answers: [ScriptedCluster.Route: [ScriptedCluster.Answer]] = [
            .log: [.init(pieces: [all[0], all[1]]), .nothing],
            .getPod: [.nothing], .getJob: [.nothing],
            .listPods: [.json(ScriptedCluster.list(version: 5, ScriptedCluster.running)), .nothing],
            .deleteJob: [.nothing],
        ]
        try await scan(answers) {
            $0.outageSeconds = 1
        } _: { _, result, _ in
            let report = try result.get()
            #expect(report.outcome == .failed)
            #expect(report.findings == [Lines.flaw])
            #expect(report.outcomeDetail?.contains("The cluster was lost") == true, "\(report.outcomeDetail ?? "")")
        }
    }

    @Test func aTokenThatIsRefusedIsHadAnew() async throws {
        let folder = try TemporaryFolder()
        try folder.write("token", "one")
        let answers: [ScriptedCluster.Route: [ScriptedCluster.Answer]] = [
            .createJob: [.status(401, "Unauthorized")], .listPods: [.json(ScriptedCluster.list(version: 5))],
        ]
        try await scan(answers) {
            $0.cluster?.credentials.token = .file(folder.path("token"))
            $0.observer = { call in
                guard call.hasPrefix("POST"), call.hasSuffix("/jobs") else { return }
                try? folder.write("token", "two")
            }
        } _: { cluster, result, _ in
            // This cluster takes none.
            let error = #expect(throws: ScanError.self) { try result.get() }
            #expect((error?.cause as? KubernetesError)?.code == .unauthorized)
            let tokens = cluster.requests.filter { $0.route == .createJob }.map(\.authorization)
            #expect(tokens == ["Bearer one", "Bearer two"])
        }
    }

    @Test func whatIsStartedIsMadeOnceAndForItsPlace() async throws {
        try await ScriptedCluster.with([.log: log]) { cluster, configuration in
            let scanner = PlaceScanner(base: ShellScanner.make("x"))
            let report = try await KubernetesExecutor(configuration).scan(scanner, .sample())
            #expect(report.outcome == .completed)
            #expect(scanner.made.value == 1)
            let job = try #require(cluster.requests.first { $0.route == .createJob })
            #expect(job.body.contains("to 127.0.0.1:"), "\(job.body)")
        }
    }

    @Test func aTokenIsSentAndNeverSaid() async throws {
        try await scan([
            .createJob: [.status(403, "jobs.batch is forbidden: User cannot create resource jobs")], .log: log,
            .listPods: [.json(ScriptedCluster.list(version: 5))],
        ]) {
            $0.cluster?.credentials.token = .token(Secret("canary-4711"))
        } _: { cluster, result, _ in
            #expect(cluster.requests.allSatisfy { $0.authorization == "Bearer canary-4711" })
            let error = #expect(throws: ScanError.self) { try result.get() }
            #expect((error?.cause as? KubernetesError)?.code == .forbidden)
            #expect("\(String(describing: error))".contains("4711") == false)
        }
    }
}

/// A scanner whose command names the way to the target, and that counts how often it is asked for it.
private struct PlaceScanner: ContainerizedScanner {
    let base: CustomScanner
    let made = Counter()
    var descriptor: ScannerDescriptor { base.descriptor }

    func workload(for request: ScanRequest) throws -> Workload { try workload(for: request, at: WorkloadPlace()) }

    func workload(for request: ScanRequest, at place: WorkloadPlace) throws -> Workload {
        made.next()
        var workload = try base.workload(for: request)
        workload.command.append("to \(place.route.map { "\($0)" } ?? "nowhere")")
        return workload
    }

    func scan(_ request: ScanRequest, into events: ScanEventSink) async throws {
        try await base.scan(request, into: events)
    }

    final class Counter: Sendable {
        private let count = Mutex(0)
        func next() { count.withLock { $0 += 1 } }
        var value: Int { count.withLock { $0 } }
    }
}
