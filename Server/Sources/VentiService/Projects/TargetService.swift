//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit

/// Targets, their credentials and their verification.
public struct TargetService: Sendable {
    let core: PlatformCore

    /// What somebody enters for a target.
    public struct Input: Sendable {
        /// What people call it.
        public var name: String
        /// Its base URL.
        public var url: String
        /// Paths that no scan may send to, as globs.
        public var excludedPaths: [String]
        /// What no scan of it may exceed.
        public var maximumRequestsPerSecond: Double

        /// What somebody enters for a target.
        public init(name: String, url: String, excludedPaths: [String] = [], maximumRequestsPerSecond: Double = 20) {
            self.name = name
            self.url = url
            self.excludedPaths = excludedPaths
            self.maximumRequestsPerSecond = maximumRequestsPerSecond
        }
    }

    /// The targets, newest first; of one project where it is named.
    public func list(
        in project: RecordID? = nil,
        as principal: Principal,
        page: PageRequest = PageRequest()
    ) async throws -> Page<Target> {
        try principal.require(.readTargets)
        let conditions = project.map { [RecordCondition.id("project", $0)] } ?? []
        return try await core.page(page, of: RecordQuery(conditions), in: principal.scope)
    }

    /// One target.
    public func find(_ id: RecordID, as principal: Principal) async throws -> Target {
        try principal.require(.readTargets)
        return try await core.find(Target.self, id, in: principal.scope, noun: "target")
    }

    /// The newest target of a URL; `nil` where the tenant has none.
    public func find(url: String, as principal: Principal) async throws -> Target? {
        try principal.require(.readTargets)
        let query = RecordQuery<Target>([.text("url", url)], limit: 1)
        return try await core.store.read(principal.scope) { try $0.list(query).first }
    }

    /// Makes a target. Its address is judged now, and again before every scan.
    public func create(
        _ input: Input,
        in project: RecordID,
        as principal: Principal,
        idempotency: Idempotency? = nil
    ) async throws -> Made<Target> {
        try principal.require(.writeTargets)
        let url = try await checked(input)
        let now = core.now()
        let note = core.note(principal, "target.create", url.description)
        return try await core.store.write(principal.scope) { writer in
            try writer.once(idempotency, "target.create", by: principal, at: now) {
                guard try writer.find(Project.self, project) != nil else { throw ServiceError.notFound("project") }
                let target = Target(
                    id: .make(at: now),
                    tenant: principal.scope.tenant,
                    project: project,
                    name: input.name,
                    url: url.description,
                    excludedPaths: input.excludedPaths,
                    maximumRequestsPerSecond: input.maximumRequestsPerSecond,
                    verificationToken: "venti-" + SecretBytes.hex(SecretBytes.random(16)),
                    identities: [],
                    createdAt: now
                )
                try writer.insert(target)
                try writer.audit(note, target.id.rawValue)
                return target
            }
        }
    }

    /// Changes a target. Another URL has to be verified anew, and loses the credentials of the old one.
    public func change(
        _ id: RecordID,
        to input: Input,
        version: Int? = nil,
        as principal: Principal
    ) async throws -> Target {
        try principal.require(.writeTargets)
        let url = try await checked(input)
        let note = core.note(principal, "target.change", url.description)
        return try await core.store.write(principal.scope) { writer in
            guard var target = try writer.find(Target.self, id) else { throw ServiceError.notFound("target") }
            try target.require(version)
            if target.url != url.description {
                // A scan that waits was asked for with the old URL in mind.
                try writer.requireNoActiveScan(of: id)
                target.verifiedAt = nil
                target.identities = []
                try writer.delete(RecordQuery<TargetCredentials>([.id("id", id)]))
            }
            target.name = input.name
            target.url = url.description
            target.excludedPaths = input.excludedPaths
            target.maximumRequestsPerSecond = input.maximumRequestsPerSecond
            try writer.update(target)
            try writer.audit(note, id.rawValue)
            target.version += 1
            return target
        }
    }

    /// Deletes a target with its credentials and schedules. Its scans and findings stay.
    public func delete(_ id: RecordID, version: Int? = nil, as principal: Principal) async throws {
        try principal.require(.writeTargets)
        let note = core.note(principal, "target.delete")
        try await core.store.write(principal.scope) { writer in
            guard let target = try writer.find(Target.self, id) else { throw ServiceError.notFound("target") }
            try target.require(version)
            try writer.requireNoActiveScan(of: id)
            try writer.delete(RecordQuery<TargetCredentials>([.id("id", id)]))
            let schedules = try writer.delete(RecordQuery<Schedule>([.id("target", id)]))
            try writer.delete(RecordQuery<Target>([.id("id", id)]))
            var written = note
            if schedules > 0 { written.detail = "with \(schedules) of its schedules" }
            try writer.audit(written, id.rawValue)
        }
    }

    private func checked(_ input: Input) async throws -> TargetURL {
        guard (1...100).contains(input.name.count), !input.name.contains(where: \.isNewline) else {
            throw ServiceError.invalid("/name", "A name has from 1 to 100 characters.", code: "length")
        }
        guard input.excludedPaths.count <= 100,
            input.excludedPaths.allSatisfy({ $0.hasPrefix("/") && $0.utf8.count <= 500 })
        else { throw ServiceError.invalid("/excluded_paths", "At most 100 globs, each beginning with a slash.") }
        let rate = core.settings.maximumBudget.requestsPerSecond
        guard input.maximumRequestsPerSecond > 0, input.maximumRequestsPerSecond <= rate else {
            throw ServiceError.invalid("/maximum_requests_per_second", "From above 0 to \(Int(rate)).", code: "range")
        }
        do {
            let url = try TargetURL(input.url)
            _ = try await core.addresses.admit(host: url.host, port: url.port)
            return url
        } catch let error as TargetURLError {
            throw ServiceError.invalid("/url", error.message, code: error.code.description)
        }
    }
}

extension TenantWriter {
    /// Passes where no scan of the target waits or runs.
    fileprivate func requireNoActiveScan(of target: RecordID) throws {
        let active = [RecordValue.text(Scan.State.queued.rawValue), .text(Scan.State.running.rawValue)]
        guard try count(RecordQuery<Scan>([.id("target", target), .isIn("state", active)])) == 0 else {
            throw ServiceError(.conflict, "A scan of the target is not over yet.")
        }
    }
}
