//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit

@testable import VentiService

/// Scanners in containers: which address they are told, what they may use, and which names they may look up.
@Suite(.timeLimit(.minutes(2))) struct RoutedScannerTests {
    private static let route = TargetRoute(host: "192.0.2.7", port: 443)

    private func request() -> ScanRequest {
        ScanRequest(
            document: .bytes(Array(PlatformUnderTest.document.utf8), name: "a.yaml"),
            target: "https://api.example.com"
        )
    }

    private func place(in workload: Workload) throws -> WorkloadPlace? {
        try workload.files.first { $0.path == Workload.placeFile }.map {
            try JSONDecoder().decode(WorkloadPlace.self, from: Data($0.contents))
        }
    }

    @Test func aContainerIsToldTheAddressThatWasJudged() throws {
        let scanner = RoutedScanner(NativeScanner(), route: Self.route)
        let workload = try scanner.workload(for: request(), at: WorkloadPlace())
        #expect(try place(in: workload)?.route == Self.route)
        #expect(workload.files.contains { $0.path == "request.json" })
    }

    @Test func aPlaceWithAWayOfItsOwnKeepsIt() throws {
        let scanner = RoutedScanner(NativeScanner(), route: Self.route)
        let gateway = WorkloadPlace(route: TargetRoute(host: "172.17.0.1", port: 4_000))
        #expect(try place(in: scanner.workload(for: request(), at: gateway)) == nil)
    }

    @Test func limitsAreThoseOfThePlatformButItsTime() throws {
        var limits = WorkloadLimits()
        limits.memoryBytes = 64 << 20
        let workload = try RoutedScanner(NativeScanner(), route: Self.route, limits: limits).workload(for: request())
        #expect(workload.limits.memoryBytes == 64 << 20)
        #expect(try workload.limits.seconds == NativeScanner().workload(for: request()).limits.seconds)
    }

    @Test func whoLooksNamesUpScansOnlyWhatIsAllowedOrAnAddress() async throws {
        var entry = ScannerCatalog.Entry(id: "zap", title: "ZAP", executor: InProcessExecutor()) { _ in NativeScanner()
        }
        entry.looksUpNames = true
        let address = try #require(NetworkAddress("93.184.216.34"))
        func place(_ host: String, listed: Bool) throws -> AddressGuard.Place {
            try #require(AddressGuard.Place(host: host, port: 443, addresses: [address], isAllowListed: listed))
        }
        try entry.check(place("api.example.com", listed: true))
        try entry.check(place("93.184.216.34", listed: false))
        let refused = try await refusal { try entry.check(place("api.example.com", listed: false)) }
        #expect(refused == .targetOutOfScope)
        entry.looksUpNames = false
        try entry.check(place("api.example.com", listed: false))
    }

    @Test func aContainerIsToldAnIPv4AddressWhereThereIsOne() throws {
        let addresses = try ["2001:4860::8888", "93.184.216.34"].map { try #require(NetworkAddress($0)) }
        func place(_ addresses: [NetworkAddress]) -> AddressGuard.Place? {
            AddressGuard.Place(host: "a", port: 1, addresses: addresses, isAllowListed: false)
        }
        #expect(place(addresses)?.address == addresses[0])
        #expect(place(addresses)?.addressForContainers == addresses[1])
        #expect(place([addresses[0]])?.addressForContainers == addresses[0])
        #expect(place([]) == nil)
    }

    /// A place that loses its first scans, as an engine does that is restarted.
    private struct FlakyPlace: Executor {
        let name: String
        let scanner: StubScanner
        let losses: Int

        func execute(_ scanner: any APIScanner, _ request: ScanRequest, into events: ScanEventSink) async throws {
            let before = self.scanner.begun
            if before < losses {
                try await self.scanner.scan(request, into: ScanEventSink { _ in })
                var report = StubScanner.report(request, [])
                report.outcome = .failed
                report.outcomeDetail = "The container was killed from outside."
                return await events.send(.finished(report))
            }
            try await self.scanner.scan(request, into: events)
        }
    }

    private func scan(losses: Int, in name: String) async throws -> Scan {
        let stub = StubScanner(.find(["/a"]))
        let catalog = ScannerCatalog([
            .init(id: "stub", title: "Stub", executor: FlakyPlace(name: name, scanner: stub, losses: losses)) { _ in
                stub
            }
        ])
        let test = try await PlatformUnderTest(catalog: catalog)
        let (target, document) = try await test.target()
        let made = try await test.platform.scans.create(
            NewScan(target: target.id, document: document.id),
            as: test.owner
        ).value
        return try await test.withWorker {
            for _ in 0..<2_000 {
                let found = try await test.platform.scans.find(made.id, as: test.owner)
                if found.state.isFinal { return found }
                // It waits for its next attempt.
                if found.state == .queued, found.attempt > 0 { test.clock.advance(60) }
                try await Task.sleep(for: .milliseconds(20))
            }
            throw ServiceError(.unavailable, "the scan does not end")
        }
    }

    @Test func aScanWhoseContainerIsLostIsBegunAgain() async throws {
        let found = try await scan(losses: 1, in: "docker")
        #expect(found.state == .completed && found.attempt == 2 && found.findings.total == 1)
    }

    @Test func aScanThatLosesEveryContainerFailsInTheEnd() async throws {
        let found = try await scan(losses: 100, in: "docker")
        #expect(found.state == .failed && found.attempt == 3)
        #expect(found.detail == "The container was killed from outside.")
    }

    @Test func inThisProcessAFailureIsTheEnd() async throws {
        let found = try await scan(losses: 1, in: "in-process")
        #expect(found.state == .failed && found.attempt == 1)
    }
}
