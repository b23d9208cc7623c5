//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What a scan would do, found out without sending anything.
public struct ScanOutline: Sendable, Hashable, Codable {
    /// An operation, and whether the scan calls it.
    public struct Operation: Sendable, Hashable, Codable {
        /// The method and path template.
        public var operation: String
        /// What calling it does to the target, as far as the document tells.
        public var effect: OperationEffect
        /// Why the scan does not call it; `nil` where it does.
        public var skippedBecause: String?
    }

    /// A kind of thing that the API keeps, and what is done to one.
    public struct Resource: Sendable, Hashable, Codable {
        /// The path template of one thing, such as `/orders/{orderId}`.
        public var path: String
        /// The operations, such as `creates: POST /orders`, by what they do.
        public var operations: [String: [String]]
    }

    /// What a scan would be under one profile.
    public struct Profile: Sendable, Hashable, Codable {
        /// The profile.
        public var profile: ScanPolicy.Profile
        /// The operations that are called.
        public var operations: Int
        /// The checks that run.
        public var checks: Int
        /// The most requests with ordinary values that come before the checks' own.
        public var ordinaryRequests: Int
        /// The most requests in all.
        public var maximumRequests: Int
    }

    /// The API.
    public var api: APISummary
    /// The profile of the policy.
    public var profile: ScanPolicy.Profile
    /// The operations in the order of the document.
    public var operations: [Operation]
    /// The kinds of things that the API keeps, those without parents first.
    public var resources: [Resource]
    /// Which operation gives another what it needs.
    public var links: [OperationGraph.Link]
    /// The operations about accounts and sessions.
    public var accounts: [OperationGraph.AccountRole]
    /// The names of the identities, without that of nobody.
    public var identities: [String]
    /// The checks that run.
    public var checks: [CheckID]
    /// The same scan under each profile, the gentlest first.
    public var profiles: [Profile]
    /// The most requests a second; `nil` without a pace.
    public var requestsPerSecond: Double?
    /// The longest that the scan may take, in seconds.
    public var maximumSeconds: Double

    /// Works out what a scan would do.
    ///
    /// - Parameters:
    ///   - description: The API.
    ///   - policy: What the scan may do.
    ///   - identities: The names of the identities it would have.
    ///   - checks: The checks to choose from.
    /// - Throws: ``ScanError`` with code ``ScanError/Code/unknownCheck`` where the policy names a check that is none.
    public init(
        of description: APIDescription,
        policy: ScanPolicy = ScanPolicy(),
        identities: [String] = [],
        checks: CheckSet = .default
    ) throws {
        api = description.summary
        profile = policy.profile
        self.identities = identities
        requestsPerSecond = policy.requestsPerSecond
        maximumSeconds = policy.maximumSeconds
        self.checks = try CheckSelection(policy).select(from: checks).map(\.metadata.id)
        let reasons = Dictionary(
            ScanPlan(description: description, policy: policy).skipped.map { ($0.operation.id, $0.reason) },
            uniquingKeysWith: { first, _ in first }
        )
        operations = description.operations.map { operation in
            Operation(
                operation: operation.id,
                effect: OperationEffect(of: operation, schemas: description.schemas),
                skippedBecause: reasons[operation.id]
            )
        }
        resources = ResourceModel(description).resources.map(Resource.init)
        let graph = OperationGraph(description)
        links = graph.links
        accounts = graph.accounts
        profiles = try ScanPolicy.Profile.allCases.map { profile in
            var policy = policy
            policy.profile = profile
            let plan = ScanPlan(description: description, policy: policy)
            return Profile(
                profile: profile,
                operations: plan.operations.count,
                checks: try CheckSelection(policy).select(from: checks).count,
                ordinaryRequests: min(
                    policy.maximumRequests,
                    ReachPass.maximumRequests(plan.operations, identities: identities.count, policy.profile)
                ),
                maximumRequests: policy.maximumRequests
            )
        }
    }
}

extension ScanOutline.Resource {
    init(_ resource: APIResource) {
        path = resource.itemPath
        let all: [(String, [APIOperation])] = [
            ("creates", [resource.create].compactMap { $0 }), ("lists", [resource.list].compactMap { $0 }),
            ("reads", [resource.read].compactMap { $0 }), ("updates", resource.updates),
            ("deletes", [resource.delete].compactMap { $0 }), ("acts on", resource.actions),
        ]
        operations = Dictionary(
            uniqueKeysWithValues: all.filter { !$0.1.isEmpty }.map { ($0.0, $0.1.map(\.id)) }
        )
    }
}
