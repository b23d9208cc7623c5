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

/// Several attempts are one scan.
struct JobTallyTests {
    private func withTally(_ body: (JobTally, JobStopper, EventList) async throws -> Void) async throws {
        let events = EventList()
        let cluster = try KubernetesCluster(server: "http://127.0.0.1:1", token: nil)
        try await ClusterClient.withClient(.init(), cluster, TokenKeeper(.init())) { client in
            let tally = JobTally(request: .sample(), events: ScanEventSink { await events.note($0) })
            try await body(tally, JobStopper(client, graceSeconds: 1), events)
        }
    }

    private func event(_ line: String) throws -> ScanEvent {
        var decoder = ScanEventDecoder()
        return try #require(try decoder.decode(Array((line + "\n").utf8)).first)
    }

    private func names(_ events: [ScanEvent]) -> [String] {
        events.map { event in
            switch event {
            case .started: "started"
            case .finding(let finding): "finding \(finding.checkID)"
            case .diagnostic: "diagnostic"
            case .finished(let report): "finished \(report.outcome.rawValue) \(report.findings.count)"
            default: "other"
            }
        }
    }

    @Test func aSecondAttemptRepeatsNothingAndLosesNothing() async throws {
        try await withTally { tally, stopper, events in
            let first = tally.sink(stopper)
            await first.send(try event(Lines.started))
            await first.send(try event(Lines.otherFinding))
            await tally.beginAgain("the node was lost")
            let second = tally.sink(stopper)
            await second.send(try event(Lines.started))
            await second.send(try event(Lines.otherFinding))
            // Its own finding was lost on the way, and is in the report alone.
            await second.send(try event(Lines.finished))
            await second.send(try event(Lines.finding))
            #expect(
                await names(events.events) == [
                    "started", "finding acme.age", "diagnostic", "finding acme.banner", "finished completed 2",
                ]
            )
            #expect(tally.isFinished && tally.isOver)
        }
    }

    /// A node that is emptied tells the scanner to stop, and nobody here has.
    @Test func aScannerThatSomebodyElseStoppedHasNotTheLastWord() async throws {
        try await withTally { tally, stopper, events in
            let sink = tally.sink(stopper)
            await sink.send(try event(Lines.started))
            await sink.send(try event(Lines.finished.replacing("\"completed\"", with: "\"cancelled\"")))
            #expect(tally.isOver && !tally.isFinished)
            #expect(await tally.finish(.failed, "The cluster took the pod away."))
            #expect(
                await names(events.events) == ["started", "finding acme.banner", "diagnostic", "finished failed 1"]
            )
            #expect(await tally.finish(.failed, "twice"))
            #expect(await events.events.count == 4)
        }
    }

    @Test func whyAScannerWasStoppedIsInItsReport() async throws {
        try await withTally { tally, stopper, events in
            let sink = tally.sink(stopper)
            await sink.send(try event(Lines.started))
            stopper.stop(.deadline)
            await sink.send(try event(Lines.finished.replacing("\"completed\"", with: "\"cancelled\"")))
            #expect(await names(events.events).last == "finished deadlineReached 1")
        }
    }

    @Test func aScanThatHasNotBegunHasNoReport() async throws {
        try await withTally { tally, _, events in
            #expect(await tally.finish(.failed, "nothing") == false)
            #expect(await events.events.isEmpty)
        }
    }
}
