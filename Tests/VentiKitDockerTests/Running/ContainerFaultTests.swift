//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ScannerSamples
import Testing
import VentiKit

@testable import VentiKitDocker

/// What a scan comes to where its container goes wrong: with a real engine and a scanner in shell.
@Suite(.needsDocker, .timeLimit(.minutes(3)))
struct ContainerFaultTests {
    private func report(
        _ script: String,
        seconds: Double = 60,
        _ change: (inout DockerExecutor.Configuration) -> Void = { _ in },
        onFinding: @escaping @Sendable () async -> Void = {}
    ) async throws -> (report: ScanReport, findings: [Finding]) {
        try await ShellImage.make()
        var configuration = try DockerEngineUnderTest.configuration()
        change(&configuration)
        let findings = EventList()
        let report = try await DockerExecutor(configuration)
            .scan(ShellImage.scanner(script), .sample(seconds: seconds)) { event in
                await findings.note(event)
                if case .finding = event { await onFinding() }
            }
        return (report, await findings.findings)
    }

    /// What is found before the fault is reported and kept.
    private func expectKept(_ result: (report: ScanReport, findings: [Finding]), _ words: String) {
        #expect(result.report.outcomeDetail?.contains(words) == true, "\(result.report.outcomeDetail ?? "no detail")")
        #expect(result.report.findings == [Lines.flaw])
        #expect(result.findings == [Lines.flaw])
    }

    private let begin = "echo '\(Lines.started)'; echo '\(Lines.finding)'; "

    @Test func aContainerThatIsKilledLeavesWhatItFound() async throws {
        let result = try await report(begin + "kill -9 -1; kill -9 $$; exit 137")
        #expect(result.report.outcome == .failed)
        expectKept(result, "killed from outside")
    }

    @Test func aContainerOutOfMemoryLeavesWhatItFound() async throws {
        try await outOfMemory("out of memory: its limit is 32 MiB")
    }

    /// - Parameter words: What the report says. Podman does not notice where the program lives on and only a part of it died.
    func outOfMemory(_ words: String) async throws {
        let result = try await report(begin + "busybox tail /dev/zero; exit 1") { configuration in
            var limits = WorkloadLimits()
            limits.memoryBytes = 32 << 20
            configuration.limits = limits
        }
        #expect(result.report.outcome == .failed)
        expectKept(result, words)
    }

    @Test func rubbishOnStandardOutputLeavesWhatItFound() async throws {
        let result = try await report(begin + "echo 'Segmentation fault'; busybox sleep 100")
        #expect(result.report.outcome == .failed)
        expectKept(result, "prints what is no event. Line 3")
    }

    @Test func aScannerThatEndsWithoutAReportIsQuoted() async throws {
        let result = try await report(begin + "echo 'no route to moon' >&2; exit 7")
        #expect(result.report.outcome == .failed)
        expectKept(result, "exit code 7")
        expectKept(result, "no route to moon")
    }

    /// The program has the credentials, and everything that it prints may hold them.
    @Test func aSecretThatIsPrintedIsTakenOut() async throws {
        try await ShellImage.make()
        var request = ScanRequest.sample()
        request.identities = [Identity("alice", bearer: "canary-4711")]
        let leaking = Lines.finding.replacing("The server says", with: "canary-4711 says")
        let note = #"{"type":"diagnostic","version":1,"diagnostic":{"level":"note","message":"sent canary-4711"}}"#
        let script = "echo '\(Lines.started)'; echo '\(leaking)'; echo '\(note)'; cat secrets.json >&2; exit 1"
        let events = EventList()
        let report = try await DockerExecutor(DockerEngineUnderTest.configuration())
            .scan(ShellImage.scanner(script), request) { await events.note($0) }
        let texts = await events.events.map { (try? $0.ndjsonLine()) ?? "" } + ["\(report)"]
        for text in texts { #expect(!text.contains("canary-4711"), "\(text)") }
        #expect(report.outcomeDetail?.contains("{{alice.token}}") == true, "\(report.outcomeDetail ?? "")")
        #expect(report.findings.first?.summary.hasPrefix("{{alice.token}} says") == true)
        #expect(report.diagnostics.contains { $0.message == "sent {{alice.token}}" })
        // Also where there is no report that it could stand in.
        let failed = #"{"type":"failed","version":1,"error":{"code":"unreachable","message":"canary-4711 is no good"}}"#
        let error = await #expect(throws: ScanError.self) {
            try await DockerExecutor(DockerEngineUnderTest.configuration())
                .scan(ShellImage.scanner("echo '\(failed)'; exit 3"), request)
        }
        #expect(error?.message == "{{alice.token}} is no good")
    }

    @Test func aHundredMegabytesOfOutputAreCutOff() async throws {
        let text = String(repeating: "x", count: 4_000)
        let note = #"{"type":"diagnostic","version":1,"diagnostic":{"level":"note","message":"\#(text)"}}"#
        let result = try await report(begin + "busybox yes '\(note)' | busybox head -c 104857600; busybox sleep 100") {
            var limits = WorkloadLimits()
            limits.outputBytes = 2 << 20
            $0.limits = limits
        }
        #expect(result.report.outcome == .failed)
        expectKept(result, "more than the 2 MiB")
    }

    @Test func aScannerThatNeverEndsIsEnded() async throws {
        // A custom scanner has a minute more than the policy says.
        let result = try await report(begin + "busybox sleep 1000", seconds: -57)
        #expect(result.report.outcome == .deadlineReached)
        expectKept(result, "did not end within its 3 seconds")
    }

    @Test func temporaryFilesHaveALimit() async throws {
        let script = begin + "busybox dd if=/dev/zero of=/tmp/x bs=1M count=20 >&2; echo \"dd: $?\" >&2; exit 1"
        let result = try await report(script) {
            var limits = WorkloadLimits()
            limits.temporaryBytes = 4 << 20
            $0.limits = limits
        }
        expectKept(result, "dd: 1")
    }

    @Test func whatIsPrintedBeforeABeginIsAnErrorAndNoReport() async throws {
        let error = await #expect(throws: ScanError.self) { try await report("echo rubbish; exit 3") }
        #expect(error?.code == .executionFailed)
        #expect(error?.message.contains("no event") == true)
    }

    @Test func aScannersOwnRefusalIsThrownAsItIs() async throws {
        let line = #"{"type":"failed","version":1,"error":{"code":"unreachable","message":"Nothing answers."}}"#
        let error = await #expect(throws: ScanError.self) { try await report("echo '\(line)'; exit 3") }
        #expect(error?.code == .unreachable)
        #expect(error?.message == "Nothing answers.")
    }

    @Test func anImageThatIsMissingIsNamed() async throws {
        let executor = try DockerExecutor(DockerEngineUnderTest.configuration())
        let error = await #expect(throws: ScanError.self) {
            try await executor.scan(CustomScanner(image: "venti-test/absent:1"), .sample())
        }
        #expect(error?.code == .executionFailed)
        #expect((error?.cause as? DockerError)?.code == .imageUnavailable)
        #expect(error?.message.contains("venti-test/absent:1") == true)
    }

    @Test func anImageThatCannotBePulledIsReportedInTheEnginesWords() async throws {
        var configuration = try DockerEngineUnderTest.configuration()
        configuration.pullPolicy = .ifMissing
        let executor = try DockerExecutor(configuration)
        // A registry on a port of the engine's own machine that nothing listens on.
        let error = await #expect(throws: ScanError.self) {
            try await executor.scan(CustomScanner(image: "127.0.0.1:1/absent:1"), .sample())
        }
        #expect((error?.cause as? DockerError)?.code == .imageUnavailable)
        #expect(error?.message.contains("connection refused") == true)
    }

    @Test func anImageThatCannotRunIsReportedInTheEnginesWords() async throws {
        try await ShellImage.make()
        let executor = try DockerExecutor(DockerEngineUnderTest.configuration())
        let error = await #expect(throws: ScanError.self) {
            try await executor.scan(CustomScanner(image: ShellImage.name, command: ["/nope"]), .sample())
        }
        #expect(error?.code == .executionFailed)
        #expect(error?.message.contains("/nope") == true)
        #expect(error?.message.contains("no such file") == true)
    }

    @Test func aContainerThatSomebodyRemovesLeavesWhatItFound() async throws {
        try await ShellImage.make()
        // The label tells this scan's container from those of the tests that run beside it.
        var configuration = try DockerEngineUnderTest.configuration()
        var limits = WorkloadLimits()
        limits.processes = 77
        configuration.limits = limits
        let result = try await report(begin + "busybox sleep 100") {
            $0 = configuration
        } onFinding: {
            try? await DockerEngineUnderTest.withClient { client in
                for container in try await client.containers(labels: ["\(OwnerMark.managedLabel)=true"]) {
                    let text = try await client.text(.init(.get, "/containers/\(container.id)/json"))
                    if text.contains("\"PidsLimit\":77,") { try await client.removeContainer(container.id) }
                }
            }
        }
        #expect(result.report.outcome == .failed)
        #expect(result.report.findings == [Lines.flaw])
    }
}

extension DockerClient {
    /// An answer as the engine wrote it.
    func text(_ call: DockerConnection.Call) async throws -> String {
        String(decoding: try await self.call(call).body, as: UTF8.self)
    }
}
