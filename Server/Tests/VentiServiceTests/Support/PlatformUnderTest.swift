//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Logging
import Synchronization
import Testing
import VentiKit
import VentiStore

@testable import VentiService

/// A platform in memory with a tenant, its owner, and a clock that tests move.
struct PlatformUnderTest: Sendable {
    static let document = """
        openapi: 3.0.3
        info: {title: Toy, version: "1"}
        paths:
          /notes:
            get: {responses: {"200": {description: all}}}
        """

    let platform: Platform
    let store: SQLiteStore
    let clock: MovableClock
    let owner: Principal
    let password: String

    /// - Parameters:
    ///   - store: Where everything is kept.
    ///   - scanner: What scans; VentiKit's own where none is given.
    ///   - catalog: What scans, and where, in the place of a scanner.
    ///   - change: Changes of the settings.
    init(
        store: SQLiteStore? = nil,
        scanner: (any APIScanner)? = nil,
        catalog: ScannerCatalog? = nil,
        resolver: any HostResolver = SystemResolver(),
        keys: PlatformKeys = PlatformKeys(),
        _ change: (inout PlatformSettings) -> Void = { _ in }
    ) async throws {
        let store = try store ?? SQLiteStore()
        self.store = store
        let clock = MovableClock()
        self.clock = clock
        let signing = SigningKeys()
        var parts = Platform.Parts(store: store, keys: keys, signingKeys: { signing })
        parts.settings.passwordCostLogarithm = 4
        parts.settings.allowedHosts = ["127.0.0.1"]
        parts.settings.pollInterval = .milliseconds(50)
        parts.settings.heartbeat = .milliseconds(20)
        change(&parts.settings)
        parts.now = { clock.now }
        parts.logger = Logger(label: "platform") { StreamLogHandler.standardError(label: $0) }
        parts.logger.logLevel = .error
        parts.resolver = resolver
        if let catalog { parts.scanners = catalog }
        if let scanner {
            parts.scanners = ScannerCatalog([
                .init(id: "stub", title: "Stub", executor: InProcessExecutor()) { _ in scanner }
            ])
        }
        platform = Platform(parts)
        let first = try #require(try await platform.identity.setUp())
        password = first.password
        owner = IdentityService.principal(first.member, RecordID.make())
    }

    /// Another tenant's owner.
    func otherOwner() async throws -> Principal {
        let made = try await platform.identity.makeTenant(slug: "other", name: "Other", email: "boss@other.example")
        return IdentityService.principal(made.member, RecordID.make())
    }

    /// Somebody of the owner's tenant with a role.
    func principal(_ role: Role) -> Principal {
        Principal(kind: .user, id: .make(), name: "\(role.rawValue)@example.com", scope: owner.scope, roles: [role])
    }

    /// A project with a target and a document.
    func target(
        url: String = "http://127.0.0.1:1",
        as principal: Principal? = nil
    ) async throws -> (Target, StoredDocument) {
        let principal = principal ?? owner
        let project = try await platform.projects.create(name: "Shop", as: principal).value
        let target = try await platform.targets.create(
            TargetService.Input(name: "Staging", url: url, maximumRequestsPerSecond: 100),
            in: project.id,
            as: principal
        ).value
        let document = try await platform.documents.upload(
            Array(Self.document.utf8),
            name: "openapi.yaml",
            as: principal
        ).value
        return (target, document)
    }

    /// Runs a worker beside a body.
    func withWorker<Value: Sendable>(
        named name: String = "worker",
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask {
                await platform.worker(named: name).run()
                return nil
            }
            group.addTask { try await body() }
            defer { group.cancelAll() }
            while let value = try await group.next() {
                if let value { return value }
            }
            throw CancellationError()
        }
    }

    /// Waits until a scan is in one of some states.
    func wait(
        for scan: RecordID,
        _ states: Set<Scan.State>,
        as principal: Principal? = nil
    ) async throws -> Scan {
        let deadline = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < deadline {
            let found = try await platform.scans.find(scan, as: principal ?? owner)
            if states.contains(found.state) { return found }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw ServiceError(.unavailable, "the scan did not get there")
    }
}

/// The time of a test: the real one, moved forward.
final class MovableClock: Sendable {
    private let offset = Mutex(TimeInterval(0))

    var now: Date { Date().addingTimeInterval(offset.withLock { $0 }) }

    func advance(_ seconds: TimeInterval) { offset.withLock { $0 += seconds } }
}

/// The code of a refusal; `nil` where nothing was refused.
func refusal<Value: Sendable>(_ body: () async throws -> Value) async throws -> ServiceError.Code? {
    do {
        _ = try await body()
        return nil
    } catch let error as ServiceError {
        return error.code
    }
}
