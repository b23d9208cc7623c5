//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import Testing
import VentiKit

@testable import VentiService

@Suite(.timeLimit(.minutes(2))) struct GuardedTargetTests {
    /// A scan that waits was asked for with the old URL in mind.
    @Test func aTargetStaysWhereItIsWhileAScanWaits() async throws {
        let test = try await PlatformUnderTest()
        let (target, document) = try await test.target()
        _ = try await test.platform.scans.create(.init(target: target.id, document: document.id), as: test.owner)
        func move(to url: String) async throws -> ServiceError.Code? {
            try await refusal {
                try await test.platform.targets.change(target.id, to: .init(name: "T", url: url), as: test.owner)
            }
        }
        #expect(try await move(to: "http://127.0.0.1:2") == .conflict)
        #expect(try await move(to: target.url) == nil)
    }

    @Test(arguments: [
        "http://169.254.169.254", "http://10.0.0.1", "http://localhost:22", "http://[::1]:80", "http://[::ffff:7f00:1]",
        "http://0x7f.1", "http://2130706433/",
    ])
    func targetsInsideAreRefused(_ url: String) async throws {
        let test = try await PlatformUnderTest { $0.allowedHosts = [] }
        let project = try await test.platform.projects.create(name: "P", as: test.owner).value
        let code = try await refusal {
            try await test.platform.targets.create(.init(name: "T", url: url), in: project.id, as: test.owner)
        }
        #expect(code == .targetOutOfScope || code == .validation)
    }

    @Test(arguments: [
        "file:///etc/passwd", "gopher://127.0.0.1", "http://user:pw@127.0.0.1", "ftp://example.com", "//example.com",
        "http://", "javascript:alert(1)", "http://127.0.0.1:99999",
    ])
    func onlyPlainURLsAreTargetsAndDocuments(_ url: String) async throws {
        let test = try await PlatformUnderTest()
        let project = try await test.platform.projects.create(name: "P", as: test.owner).value
        let target = try await refusal {
            try await test.platform.targets.create(.init(name: "T", url: url), in: project.id, as: test.owner)
        }
        #expect(target == .validation)
        #expect(try await refusal { try await test.platform.documents.fetch(from: url, as: test.owner) } == .validation)
    }

    @Test func aPublicTargetIsScannedOnlyOnceItIsVerified() async throws {
        let test = try await PlatformUnderTest(scanner: StubScanner(.find([])), resolver: AddressGuardTests.Names())
        let (target, document) = try await test.target(url: "http://public.example")
        let code = try await refusal {
            try await test.platform.scans.create(.init(target: target.id, document: document.id), as: test.owner)
        }
        #expect(code == .targetNotVerified)
    }

    /// A name that was good when the scan was asked for, and leads inside when it begins.
    @Test func aNameThatChangesItsAddressIsRefusedWhenTheScanBegins() async throws {
        let resolver = ChangingResolver()
        let scanner = StubScanner(.find([]))
        let test = try await PlatformUnderTest(scanner: scanner, resolver: resolver) {
            $0.allowedHosts = ["93.184.216.34"]
        }
        let (target, document) = try await test.target(url: "http://rebinding.example")
        let scan = try await test.platform.scans.create(
            .init(target: target.id, document: document.id),
            as: test.owner
        ).value
        resolver.change(to: "169.254.169.254")
        try await test.withWorker {
            let ended = try await test.wait(for: scan.id, [.failed, .completed])
            #expect(ended.state == .failed)
            #expect(ended.detail?.contains("169.254.169.254") == true)
        }
        #expect(scanner.begun == 0)
    }

    private final class ChangingResolver: HostResolver {
        private let address = Mutex("93.184.216.34")

        func change(to address: String) { self.address.withLock { $0 = address } }

        func addresses(of host: String) async throws -> [NetworkAddress] {
            address.withLock { NetworkAddress($0) }.map { [$0] } ?? []
        }
    }
}
