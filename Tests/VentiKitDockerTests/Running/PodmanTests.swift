//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit

@testable import VentiKitDocker

/// Podman's service does what Docker's does: the same tests, with the engine that `VENTI_TEST_PODMAN_HOST` names.
@Suite(
    .enabled(if: DockerEngineUnderTest.podman != nil, "needs Podman's service: set VENTI_TEST_PODMAN_HOST"),
    .serialized,
    .timeLimit(.minutes(5))
)
struct PodmanTests {
    /// A test of another suite.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var body: @Sendable () async throws -> Void

        init(_ name: String, _ body: @escaping @Sendable () async throws -> Void) {
            testDescription = name
            self.body = body
        }
    }

    private static let life: [Case] = [
        Case("a scanner in shell") { try await ContainerLifeTests().aScannerInShellIsAScanner() },
        Case("no rights") { try await ContainerLifeTests().theProgramHasNoRights() },
        Case("files") { try await ContainerLifeTests().filesThatAScannerLeavesAreRead() },
        Case("a link") { try await ContainerLifeTests().aLinkInTheOutputIsRefused() },
        Case("the end") { try await ContainerLifeTests().waitingForTheEndHasAnEnd() },
        Case("cancellation") { try await ContainerLifeTests().cancellationKeepsTheReportAndRemovesTheContainer() },
        Case("last words") { try await ContainerLifeTests().aScannerThatHearsTheSignalHasTheLastWord() },
        Case("a target here") { try await CustomScannerTests().findsWhatIsThere() },
        Case("an orphan") { try await OrphanTests().oneWhoseOwnerIsGoneIsRemoved() },
        Case("a volume") { try await OrphanTests().aVolumeWhoseOwnerIsGoneIsRemovedAndOthersAreNot() },
        Case("interruption") { try await OrphanTests().whatIsInterruptedLeavesNothing() },
    ]

    private static let faults: [Case] = [
        Case("killed") { try await ContainerFaultTests().aContainerThatIsKilledLeavesWhatItFound() },
        Case("out of memory") { try await ContainerFaultTests().outOfMemory("Its last words: Killed") },
        Case("rubbish") { try await ContainerFaultTests().rubbishOnStandardOutputLeavesWhatItFound() },
        Case("no report") { try await ContainerFaultTests().aScannerThatEndsWithoutAReportIsQuoted() },
        Case("a secret") { try await ContainerFaultTests().aSecretThatIsPrintedIsTakenOut() },
        Case("100 MB") { try await ContainerFaultTests().aHundredMegabytesOfOutputAreCutOff() },
        Case("never ends") { try await ContainerFaultTests().aScannerThatNeverEndsIsEnded() },
        Case("temporary files") { try await ContainerFaultTests().temporaryFilesHaveALimit() },
        Case("image missing") { try await ContainerFaultTests().anImageThatIsMissingIsNamed() },
        Case("image not pulled") {
            try await ContainerFaultTests().anImageThatCannotBePulledIsReportedInTheEnginesWords()
        },
        Case("removed") { try await ContainerFaultTests().aContainerThatSomebodyRemovesLeavesWhatItFound() },
    ]

    @Test(arguments: life) func lives(_ test: Case) async throws { try await run(test) }

    @Test(arguments: faults) func fails(_ test: Case) async throws { try await run(test) }

    /// With the scanner's image, which Podman must have been given as well.
    @Test(
        .enabled(if: DockerEngineUnderTest.scannerImage != nil, "needs the scanner's image"),
        arguments: ["venti.sqli.error", "venti.auth.missing"]
    )
    func findsTheSame(_ checkID: String) async throws {
        try await run(Case(checkID) { try await DockerParityTests().theSameRequestAndSeedGiveTheSameFindings(checkID) })
    }

    private func run(_ test: Case) async throws {
        let podman = try #require(DockerEngineUnderTest.podman)
        try await DockerEngineUnderTest.$other.withValue(podman) { try await test.body() }
    }
}
