//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

extension ClusterClient {
    var jobsPath: String { "/apis/batch/v1/namespaces/\(PercentEncoding.encode(namespace))/jobs" }
    var policiesPath: String {
        "/apis/networking.k8s.io/v1/namespaces/\(PercentEncoding.encode(namespace))/networkpolicies"
    }
    func path(_ kind: String) -> String { "/api/v1/namespaces/\(PercentEncoding.encode(namespace))/\(kind)" }

    /// Makes an object, and gives it as the cluster keeps it; `nil` where an earlier try had made it already.
    func create(_ object: JSONNode, at path: String, until isOver: @Sendable () -> Bool) async throws -> JSONNode? {
        let call = ClusterConnection.Call(
            .post,
            path,
            query: [("fieldManager", "ventikit")],
            body: try object.bytes()
        )
        let answer = try await self.call(call, until: isOver)
        return answer.status == 409 ? nil : try Self.decode(JSONNode.self, from: answer.body)
    }

    /// A Job, or `nil` where there is none of this name.
    func job(_ name: String, until isOver: @Sendable () -> Bool = { false }) async throws -> Job? {
        try await found { try await value(Job.self, .init(.get, "\(jobsPath)/\(name)"), until: isOver) }
    }

    /// A Pod, or `nil` where there is none of this name.
    func pod(_ name: String, until isOver: @Sendable () -> Bool = { false }) async throws -> Pod? {
        try await found { try await value(Pod.self, .init(.get, path("pods") + "/\(name)"), until: isOver) }
    }

    private func found<Value>(_ body: () async throws -> Value) async throws -> Value? {
        do {
            return try await body()
        } catch let error as KubernetesError where error.code == .notFound {
            return nil
        }
    }

    /// The Pods with a label, and the moment that this shows.
    func pods(_ selector: String, until isOver: @Sendable () -> Bool) async throws -> ObjectList<Pod> {
        let call = ClusterConnection.Call(.get, path("pods"), query: [("labelSelector", selector)])
        return try await value(ObjectList<Pod>.self, call, until: isOver)
    }

    /// All Jobs with a label, page by page.
    func jobs(_ selector: String) async throws -> [Job] {
        var jobs: [Job] = []
        var next: String?
        repeat {
            var query = [("labelSelector", selector), ("limit", "500")]
            if let next { query.append(("continue", next)) }
            let list = try await value(ObjectList<Job>.self, .init(.get, jobsPath, query: query))
            jobs += list.items
            next = list.metadata.next.flatMap { $0.isEmpty ? nil : $0 }
        } while next != nil && jobs.count < 100_000
        return jobs
    }

    /// What the cluster's parts say about an object, the newest last.
    func events(about uid: String, until isOver: @Sendable () -> Bool) async throws -> [ClusterEvent] {
        let query = [("fieldSelector", "involvedObject.uid=\(uid)"), ("limit", "50")]
        return try await value(ObjectList<ClusterEvent>.self, .init(.get, path("events"), query: query), until: isOver)
            .items
    }

    /// The call that removes a Job and all that belongs to it. Without the policy, its Pods would go on.
    func removal(of job: String, uid: String?) throws -> ClusterConnection.Call {
        var options: JSONNode = ["kind": "DeleteOptions", "apiVersion": "v1", "propagationPolicy": "Background"]
        if let uid { options["preconditions"] = ["uid": .string(uid)] }
        return ClusterConnection.Call(.delete, "\(jobsPath)/\(job)", body: try options.bytes())
    }

    /// Removes a Job with all that belongs to it; one that is gone, or another of its name, is fine.
    func removeJob(_ job: String, uid: String?) async throws {
        _ = try await call(try removal(of: job, uid: uid), expecting: [200, 202, 404, 409])
    }
}
