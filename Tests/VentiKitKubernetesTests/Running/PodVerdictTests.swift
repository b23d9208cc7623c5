//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit

@testable import VentiKitKubernetes

/// What a pod's state means, and in which words a Job's end is told.
struct PodVerdictTests {
    private func pod(_ status: String, deleted: Bool = false) throws -> Pod {
        let deletion = deleted ? #", "deletionTimestamp": "2026-11-23T04:00:49Z""# : ""
        let text = #"{"metadata": {"name": "p"\#(deletion)}, "status": \#(status)}"#
        return try ClusterClient.decode(Pod.self, from: Array(text.utf8))
    }

    private func waiting(_ reason: String, _ message: String = "why") -> String {
        #"{"phase": "Pending", "containerStatuses": [{"name": "scanner", "state": {"waiting": {"reason": "\#(reason)", "message": "\#(message)"}}}]}"#
    }

    private func ended(_ code: Int, _ reason: String = "Error") -> String {
        #"{"phase": "Failed", "containerStatuses": [{"name": "scanner", "state": {"terminated": {"exitCode": \#(code), "reason": "\#(reason)"}}}]}"#
    }

    private func verdict(_ status: String, deleted: Bool = false) throws -> String {
        switch PodVerdict(try pod(status, deleted: deleted), image: "acme/scanner:1") {
        case .waiting(let error): "waiting \(error.map { "\($0.code)" } ?? "")"
        case .troubled(let error): "troubled \(error.code): \(error.message)"
        case .hopeless(let error): "hopeless \(error.code): \(error.message)"
        case .begun: "begun"
        case .lost(let words): "lost \(words)"
        }
    }

    @Test func aPodThatIsOnItsWayIsWaitedFor() throws {
        #expect(try verdict(#"{"phase": "Pending"}"#) == "waiting ")
        #expect(try verdict(waiting("ContainerCreating")) == "waiting ")
        let condition =
            #"{"type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": "0/1 nodes"}"#
        #expect(try verdict(#"{"phase": "Pending", "conditions": [\#(condition)]}"#) == "waiting unschedulable")
    }

    @Test func whatIsWrongWithAnImageIsSaidInTheClustersWords() throws {
        for reason in ["ErrImagePull", "ImagePullBackOff"] {
            let text = try verdict(waiting(reason, "no such host"))
            #expect(text.hasPrefix("troubled image-unavailable"))
            #expect(text.contains("acme/scanner:1: \(reason): no such host"))
        }
        #expect(try verdict(waiting("ErrImageNeverPull")).hasPrefix("hopeless image-unavailable"))
        #expect(try verdict(waiting("InvalidImageName")).hasPrefix("hopeless image-unavailable"))
        #expect(try verdict(waiting("CreateContainerConfigError")).hasPrefix("troubled cannot-start"))
        #expect(try verdict(ended(127, "ContainerCannotRun")).hasPrefix("hopeless cannot-start"))
    }

    @Test func aProgramThatRunsOrHasRunHasBegun() throws {
        let running = #"{"phase": "Running", "containerStatuses": [{"name": "scanner", "state": {"running": {}}}]}"#
        #expect(try verdict(running) == "begun")
        #expect(try verdict(ended(0, "Completed")) == "begun")
        #expect(try verdict(ended(1)) == "begun")
    }

    @Test func aPodThatTheClusterTakesAwayIsLost() throws {
        #expect(
            try verdict(#"{"phase": "Failed", "reason": "Evicted", "message": "low on memory"}"#)
                == "lost Evicted: low on memory"
        )
        #expect(try verdict(#"{"phase": "Pending"}"#, deleted: true) == "lost somebody deleted the pod")
        #expect(
            try verdict(#"{"phase": "Unknown", "reason": "NodeLost", "message": "Node n is lost"}"#)
                == "lost Node n is lost"
        )
    }

    private func ending(
        _ status: String?,
        reason: JobStopper.Reason? = nil,
        failure: (any Error)? = nil,
        deleted: Bool = false
    ) throws -> JobEnding {
        JobEnding(
            reason: reason,
            pod: try status.map { try pod($0, deleted: deleted) },
            failure: failure,
            standardError: "first\nno route to \u{1B}[31mmoon\n",
            limits: WorkloadLimits()
        )
    }

    @Test func onlyWhatTheClusterDidIsBegunAgain() throws {
        let disrupted =
            #"{"type": "DisruptionTarget", "status": "True", "reason": "PreemptionByScheduler", "message": "room"}"#
        let exceeded =
            #"{"phase": "Failed", "reason": "Evicted", "message": "Usage of EmptyDir volume \"tmp\" exceeds the limit"}"#
        let lost = [
            try ending(nil),
            try ending(
                #"{"phase": "Failed", "reason": "Evicted", "message": "The node was low on resource: memory."}"#
            ),
            try ending(ended(137)), try ending(ended(143)), try ending(#"{"phase": "Running"}"#, deleted: true),
            try ending(#"{"phase": "Failed", "conditions": [\#(disrupted)]}"#),
            try ending(
                #"{"phase": "Running"}"#,
                failure: KubernetesError(.clusterFailed, "502: the node does not answer")
            ),
        ]
        for ending in lost { #expect(ending.isLoss, "\(ending.detail)") }
        var deletedJob = try ending(nil)
        deletedJob.isJobGone = true
        var late = try ending(nil)
        late.jobFailure = ObjectCondition(type: "Failed", status: "True", reason: "DeadlineExceeded", message: "long")
        let own = [
            try ending(ended(137, "OOMKilled")), try ending(ended(7)), try ending(ended(137), reason: .cancelled),
            try ending(nil, reason: .deadline), try ending(exceeded), deletedJob, late,
            try ending(ended(137), failure: ScanError(.invalidEncoding, "Line 3")),
            try ending(nil, failure: KubernetesError(.unreachable, "gone")),
        ]
        for ending in own { #expect(!ending.isLoss, "\(ending.detail)") }
        #expect(late.outcome == .deadlineReached)
    }

    @Test func eachEndHasItsWords() throws {
        let cases: [(JobEnding, String)] = [
            (try ending(ended(137, "OOMKilled")), "out of memory: its limit is 512 MiB (OOMKilled)"),
            (try ending(ended(7)), "exit code 7). Its last words: no route to [31mmoon"),
            (try ending(ended(137)), "killed from outside (exit code 137)"),
            (try ending(nil), "The pod is gone"),
            (try ending(nil, reason: .cancelled), "was cancelled"),
            (try ending(nil, reason: .deadline), "within its 360 seconds"),
            (try ending(nil, reason: .tooMuchOutput), "more than the 64 MiB"),
            (
                try ending(#"{"phase": "Failed", "reason": "Evicted", "message": "low"}"#),
                "took the pod away: Evicted: low"
            ),
            (try ending(ended(0, "Completed")), "ended without a report (exit code 0)"),
        ]
        for (ending, words) in cases { #expect(ending.detail.contains(words), "\(ending.detail)") }
    }
}
