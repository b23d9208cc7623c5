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
        words(PodVerdict(try pod(status, deleted: deleted), [.scanner(image: "acme/scanner:1")]))
    }

    /// What is said of a pod with two containers in these states.
    private func verdict(scanner: String, files: String) throws -> String {
        let status =
            #"{"phase": "Running", "containerStatuses": [{"name": "files", "state": \#(files)}, {"name": "scanner", "state": \#(scanner)}]}"#
        let containers = [PodContainer.scanner(image: "acme/scanner:1"), .files(image: "acme/venti:2")]
        return words(PodVerdict(try pod(status), containers))
    }

    private func words(_ verdict: PodVerdict) -> String {
        switch verdict {
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
            #expect(text.contains("acme/scanner:1 of the scanner: \(reason): no such host"))
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

    /// What a scanner leaves is of use to nobody where the container beside it cannot hand it over.
    @Test func aPodHasBegunOnceAllOfItsContainersHave() throws {
        let (running, ended) = (#"{"running": {}}"#, #"{"terminated": {"exitCode": 0, "reason": "Completed"}}"#)
        func waiting(_ reason: String) -> String {
            #"{"waiting": {"reason": "\#(reason)", "message": "no such host"}}"#
        }
        for scanner in [running, ended] {
            #expect(try verdict(scanner: scanner, files: waiting("ContainerCreating")) == "waiting ")
            let text = try verdict(scanner: scanner, files: waiting("ErrImagePull"))
            #expect(text.hasPrefix("troubled image-unavailable"))
            #expect(text.contains("acme/venti:2 of the container that hands over the scanner's files: ErrImagePull"))
            #expect(text.contains("collectorImage"))
            #expect(try verdict(scanner: scanner, files: waiting("ErrImageNeverPull")).hasPrefix("hopeless image-"))
            #expect(try verdict(scanner: scanner, files: waiting("CreateContainerError")).hasPrefix("troubled cannot-"))
            let absent = #"{"terminated": {"exitCode": 127, "reason": "ContainerCannotRun", "message": "no venti"}}"#
            #expect(
                try verdict(scanner: scanner, files: absent)
                    == "hopeless cannot-start: The node cannot start the container that hands over the scanner's files: "
                    + "no venti."
            )
            #expect(try verdict(scanner: scanner, files: running) == "begun")
            #expect(try verdict(scanner: scanner, files: ended) == "begun")
        }
        #expect(try verdict(scanner: waiting("ErrImagePull"), files: running).contains("acme/scanner:1 of the scanner"))
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
