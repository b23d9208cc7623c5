//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKitKubernetes

/// A watch's lines.
struct WatchTests {
    private let text = """
        {"type":"ADDED","object":{"metadata":{"name":"p","resourceVersion":"5"},"status":{"phase":"Pending"}}}
        {"type":"MODIFIED","object":{"metadata":{"name":"p","resourceVersion":"6"},"status":{"phase":"Running"}}}
        {"type":"BOOKMARK","object":{"kind":"Pod","metadata":{"resourceVersion":"9","creationTimestamp":null},"spec":{}}}
        {"type":"DELETED","object":{"metadata":{"name":"p","resourceVersion":"10"}}}
        {"type":"ERROR","object":{"kind":"Status","status":"Failure","message":"too old resource version: 240 (341)","reason":"Expired","code":410}}
        {"type":"ERROR","object":{"kind":"Status","status":"Failure","message":"busy","reason":"Timeout","code":504,"details":{"retryAfterSeconds":3}}}
        {"type":"NEWER","object":{}}

        """

    private func name(_ event: WatchEvent<Pod>) -> String {
        switch event {
        case .changed(let pod): "changed \(pod.metadata.resourceVersion ?? "") \(pod.status?.phase ?? "")"
        case .deleted(let pod): "deleted \(pod.metadata.resourceVersion ?? "")"
        case .bookmark(let version): "bookmark \(version)"
        case .expired: "expired"
        case .failed(let error, let delay): "failed \(error.code) \(delay ?? 0)"
        }
    }

    @Test(arguments: [1, 3, 50, 100_000]) func eventsAreTheSameHoweverTheyAreCut(_ size: Int) throws {
        var decoder = WatchDecoder<Pod>()
        var names: [String] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            names += try decoder.decode(Array(rest.prefix(size))).map(name)
            rest = rest.dropFirst(size)
        }
        #expect(
            names == [
                "changed 5 Pending", "changed 6 Running", "bookmark 9", "deleted 10", "expired",
                "failed cluster-failed 3.0",
            ]
        )
    }

    @Test func whatIsNoEventIsRefused() {
        var decoder = WatchDecoder<Pod>()
        #expect(throws: KubernetesError.self) { try decoder.decode(Array("<html>\n".utf8)) }
    }
}

/// What a cluster's refusals mean.
struct ClusterStatusTests {
    private func error(_ status: Int, _ message: String, isAnonymous: Bool = false) -> KubernetesError {
        let body = #"{"kind":"Status","status":"Failure","message":"\#(message)","code":\#(status)}"#
        return ClusterStatus(body: Array(body.utf8)).error(status, isAnonymous: isAnonymous)
    }

    @Test func eachHasItsCodeAndItsMend() {
        let cases: [(KubernetesError, KubernetesError.Code, String)] = [
            (error(401, "Unauthorized"), .unauthorized, "get a new one"),
            (error(401, "Unauthorized", isAnonymous: true), .unauthorized, "No credentials were sent"),
            (
                error(403, "jobs.batch is forbidden: User u cannot list resource jobs"), .forbidden,
                "scan-runner-role.yaml"
            ),
            (
                error(403, "jobs.batch is forbidden: User system:anonymous cannot list resource jobs"), .forbidden,
                "No credentials were sent"
            ),
            (error(403, "jobs.batch x is forbidden: exceeded quota: q2, requested: 1"), .quotaExceeded, "raised"),
            (error(404, "namespaces x not found"), .notFound, "Make the namespace first"),
            (error(409, "exists"), .conflict, "exists"),
            (error(413, "Request entity too large: limit is 3145728"), .tooLarge, "limit is 3145728"),
            (error(422, "Job.batch x is invalid"), .refused, "is invalid"),
            (error(429, "Too many requests"), .clusterFailed, "Too many requests"),
            (error(503, "apiserver not ready"), .clusterFailed, "not ready"),
        ]
        for (error, code, words) in cases {
            #expect(error.code == code, "\(error)")
            #expect(error.message.contains(words), "\(error)")
        }
    }

    @Test func anAnswerThatIsNoneOfAClustersIsQuotedInPart() {
        let error = ClusterStatus(body: Array(String(repeating: "<html>\n", count: 2_000).utf8)).error(
            502,
            isAnonymous: false
        )
        #expect(error.message.contains("502: <html>"))
        #expect(error.message.count <= 1_500)
    }
}
