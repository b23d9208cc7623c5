//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ScannerSamples
import Testing
import VentiKit

@testable import VentiKitKubernetes

/// What a scan comes to where the container beside the scanner, which hands over its files, does not do its work.
@Suite(.timeLimit(.minutes(1)))
struct PodFilesTests {
    private static let running = #"{"running":{}}"#
    private static let ended = #"{"terminated":{"exitCode":0,"reason":"Completed"}}"#

    private func list(_ files: String, scanner: String = ended, phase: String = "Running") -> ScriptedCluster.Answer {
        let pod = ScriptedCluster.pod(6, phase: phase, ["scanner": scanner, "files": files])
        return .json(ScriptedCluster.list(version: 5, pod))
    }

    /// Runs a scanner that leaves files, and gives how it ended.
    private func ending(
        _ answers: [ScriptedCluster.Route: [ScriptedCluster.Answer]],
        _ body: (ScriptedCluster, Result<WorkloadEnding, any Error>) throws -> Void
    ) async throws {
        try await ScriptedCluster.with(answers) { cluster, configuration in
            var configuration = configuration
            configuration.collectorImage = "acme/venti:2"
            var base = ShellScanner.make("x")
            base.leavesFiles = true
            let result: Result<WorkloadEnding, any Error>
            do {
                result = .success(try await ReadingScanner(base: base).ending(try KubernetesExecutor(configuration)))
            } catch {
                result = .failure(error)
            }
            try body(cluster, result)
            #expect(cluster.count(.deleteJob) == 1)
        }
    }

    private func error(_ result: Result<WorkloadEnding, any Error>) -> ScanError? {
        #expect(throws: ScanError.self) { try result.get() }
    }

    @Test func anImageOfItsOwnThatCannotBeHadEndsTheScanBeforeItsLogIsRead() async throws {
        let absent = #"{"waiting":{"reason":"ErrImageNeverPull","message":"acme/venti:2 is not present"}}"#
        let gone = ScriptedCluster.Answer.json(ScriptedCluster.list(version: 9))
        try await ending([.listPods: [list(absent, scanner: Self.running), gone]]) { cluster, result in
            let error = error(result)
            #expect((error?.cause as? KubernetesError)?.code == .imageUnavailable)
            #expect(error?.message.contains("acme/venti:2 of the container that hands over") == true)
            #expect(cluster.count(.log) == 0)
        }
    }

    @Test func aScanBeginsOnceItRuns() async throws {
        let creating = #"{"waiting":{"reason":"ContainerCreating"}}"#
        let started = ScriptedCluster.pod(7, phase: "Running", ["scanner": Self.running, "files": Self.running])
        let file = try fileLines()
        let answers: [ScriptedCluster.Route: [ScriptedCluster.Answer]] = [
            .listPods: [list(creating, scanner: Self.running), list(Self.ended, phase: "Succeeded")],
            .watchPods: [.init(pieces: [#"{"type":"MODIFIED","object":\#(started)}"# + "\n"], staysOpen: true)],
            .log: [.init(pieces: ScriptedCluster.log(["hello"]))], .files: [.init(pieces: file)],
        ]
        try await ending(answers) { cluster, result in
            let ending = try result.get()
            #expect(ending.files == [WorkloadFile("report.json", contents: Array("{}".utf8))])
            #expect(cluster.count(.watchPods) == 1 && cluster.count(.files) == 1)
        }
    }

    @Test(arguments: [
        (#"{"terminated":{"exitCode":137,"reason":"OOMKilled"}}"#, "ended with exit code 137 (OOMKilled)"),
        (#"{"terminated":{"exitCode":64,"reason":"Error"}}"#, "ended with exit code 64."),
    ])
    func aContainerThatFailsIsNamedWithItsExitCode(_ state: String, _ words: String) async throws {
        let answers: [ScriptedCluster.Route: [ScriptedCluster.Answer]] = [
            .listPods: [list(Self.running, scanner: Self.running), list(state, phase: "Failed")],
            .log: [.init(pieces: ScriptedCluster.log(["hello"]))],
        ]
        try await ending(answers) { cluster, result in
            let error = error(result)
            #expect(error?.message.contains("The files that the scanner left are lost") == true)
            #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
            #expect(cluster.count(.files) == 0)
        }
    }

    @Test func filesThatWereHandedOverTooEarlyAreSaidToBeLost() async throws {
        func ended(_ second: Int) -> String {
            #"{"terminated":{"exitCode":0,"reason":"Completed","finishedAt":"2026-01-31T23:59:0\#(second)Z"}}"#
        }
        let early = list(ended(3), scanner: ended(4), phase: "Succeeded")
        let answers: [ScriptedCluster.Route: [ScriptedCluster.Answer]] = [
            .listPods: [list(Self.running, scanner: Self.running), early],
            .log: [.init(pieces: ScriptedCluster.log(["hello"]))],
        ]
        try await ending(answers) { cluster, result in
            let words = "23:59:03Z, before the scanner did at 2026-01-31T23:59:04Z"
            #expect(error(result)?.message.contains(words) == true)
            #expect(cluster.count(.files) == 0)
        }
    }

    /// A node keeps less of a log than the files need.
    @Test func filesThatComeIncompleteAreSaidToBe() async throws {
        let file = try fileLines()
        let answers: [ScriptedCluster.Route: [ScriptedCluster.Answer]] = [
            .listPods: [list(Self.running, scanner: Self.running), list(Self.ended, phase: "Succeeded")],
            .log: [.init(pieces: ScriptedCluster.log(["hello"]))], .files: [.init(pieces: Array(file.dropFirst()))],
        ]
        try await ending(answers) { _, result in
            #expect(error(result)?.message.contains("came incomplete") == true)
        }
    }

    private func fileLines() throws -> [String] {
        var lines: [String] = []
        try FilePiece.write("report.json", size: 2, read: { _ in Array("{}".utf8) }, to: { lines.append($0) })
        return lines + [try FilePiece.end(of: 1)]
    }

    @Test func whatIsLostIsInTheReportOfAScanThatHadBegun() {
        let ending = JobEnding(
            pod: nil,
            failure: KubernetesError(.filesLost, "The files that the scanner left are lost: why."),
            standardError: "",
            limits: WorkloadLimits()
        )
        #expect(ending.detail == "The files that the scanner left are lost: why.")
        #expect(ending.outcome == .failed && !ending.isLoss)
    }
}
