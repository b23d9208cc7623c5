//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

@testable import VentiKitKubernetes

/// An API server that says what a test has written down, for what a small cluster cannot be made to say: too many requests,
/// versions that are too old, watches and logs that break off, answers that never arrive.
final class ScriptedCluster: Sendable {
    /// What is asked for.
    enum Route: Hashable, Sendable {
        case listJobs, createJob, getJob, deleteJob, createPolicy, createSecret, listPods, watchPods, getPod, log,
            files, events
        case other
    }

    /// What is answered: a status, fields, and pieces of a body; and whether the connection then breaks.
    struct Answer: Sendable {
        var status = 200
        var headers: [(String, String)] = [("Content-Type", "application/json")]
        var pieces: [String] = []
        var breaksOff = false
        /// Whether the stream stays open after the last piece.
        var staysOpen = false

        static func json(_ text: String, status: Int = 200) -> Answer { Answer(status: status, pieces: [text]) }

        static func status(_ code: Int, _ message: String, retryAfter: Int? = nil) -> Answer {
            var answer = json(
                #"{"kind":"Status","status":"Failure","message":"\#(message)","code":\#(code)}"#,
                status: code
            )
            if let retryAfter { answer.headers.append(("Retry-After", String(retryAfter))) }
            return answer
        }

        /// Nothing: the connection ends before the answer.
        static let nothing = Answer(status: 0, breaksOff: true)
    }

    struct Request: Sendable {
        var route: Route
        var uri: String
        var body: String
        var authorization: String?
    }

    private struct State {
        var answers: [Route: [Answer]] = [:]
        var requests: [Request] = []
    }

    private let state: Mutex<State>

    private init(_ answers: [Route: [Answer]]) {
        state = Mutex(State(answers: Self.usual.merging(answers) { $1 }))
    }

    var requests: [Request] { state.withLock { $0.requests } }
    func count(_ route: Route) -> Int { requests.count { $0.route == route } }

    /// Runs the body with a server that gives these answers, each once and the last of a kind for ever.
    static func with(
        _ answers: [Route: [Answer]],
        _ body: (ScriptedCluster, KubernetesExecutor.Configuration) async throws -> Void
    ) async throws {
        let cluster = ScriptedCluster(answers)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.pipeline.configureHTTPServerPipeline().flatMapThrowing {
                    try channel.pipeline.syncOperations.addHandler(Handler(cluster))
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        do {
            var configuration = KubernetesExecutor.Configuration()
            configuration.cluster = try KubernetesCluster(
                server: "http://127.0.0.1:\(channel.localAddress?.port ?? 0)",
                token: nil,
                namespace: "scans"
            )
            configuration.hostAddress = "127.0.0.1"
            configuration.outageSeconds = 20
            try await body(cluster, configuration)
            try await channel.close()
        } catch {
            try? await channel.close()
            throw error
        }
    }

    /// What a cluster says to a scan that goes well.
    private static let usual: [Route: [Answer]] = [
        .listJobs: [.json(#"{"metadata":{},"items":[]}"#)],
        .deleteJob: [.json(#"{"kind":"Status","status":"Success"}"#)],
        .createPolicy: [.json("{}", status: 201)], .createSecret: [.json("{}", status: 201)],
        .listPods: [.json(list(version: 5, running))],
        .getPod: [.json(ended)], .getJob: [.json(#"{"metadata":{"name":"j","uid":"u"}}"#)],
        .events: [.json(#"{"metadata":{},"items":[]}"#)],
    ]

    static func pod(_ version: Int, _ state: String) -> String { pod(version, phase: "Running", ["scanner": state]) }
    /// A pod with these containers, by their names, in these states.
    static func pod(_ version: Int, phase: String, _ states: KeyValuePairs<String, String>) -> String {
        let containers = states.map { #"{"name":"\#($0.key)","state":\#($0.value)}"# }.joined(separator: ",")
        return
            #"{"metadata":{"name":"p","uid":"pu","resourceVersion":"\#(version)"},"status":{"phase":"\#(phase)","containerStatuses":[\#(containers)]}}"#
    }
    static let running = pod(6, #"{"running":{}}"#)
    static let ended = pod(7, #"{"terminated":{"exitCode":0,"reason":"Completed"}}"#)
    static func list(version: Int, _ pods: String...) -> String {
        #"{"metadata":{"resourceVersion":"\#(version)"},"items":[\#(pods.joined(separator: ","))]}"#
    }
    /// A log with these lines, one a second.
    static func log(_ lines: [String], from second: Int = 10) -> [String] {
        lines.enumerated().map { "2026-11-23T04:00:\(second + $0).5Z \($1)\n" }
    }

    fileprivate func answer(_ request: Request) -> Answer {
        let answer = state.withLock { state in
            state.requests.append(request)
            guard let answers = state.answers[request.route], let first = answers.first else { return Answer?.none }
            if answers.count > 1 { state.answers[request.route]?.removeFirst() }
            return first
        }
        if let answer { return answer }
        guard request.route == .createJob, var job = try? JSONNode(bytes: Array(request.body.utf8)) else {
            return .status(404, "not found")
        }
        // As the cluster keeps it: with an identity.
        job["metadata"]?["uid"] = "u"
        let text = (try? job.bytes()).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return .json(text, status: 201)
    }

    fileprivate static func route(_ method: HTTPMethod, _ uri: String) -> Route {
        let path = uri.split(separator: "?")[0]
        switch (method, path) {
        case (.GET, _) where path.hasSuffix("/log"):
            return uri.contains("container=\(PodFiles.containerName)") ? .files : .log
        case (.GET, _) where path.hasSuffix("/pods"): return uri.contains("watch=1") ? .watchPods : .listPods
        case (.GET, _) where path.contains("/pods/"): return .getPod
        case (.GET, _) where path.hasSuffix("/jobs"): return .listJobs
        case (.GET, _) where path.contains("/jobs/"): return .getJob
        case (.GET, _) where path.hasSuffix("/events"): return .events
        case (.POST, _) where path.hasSuffix("/jobs"): return .createJob
        case (.POST, _) where path.hasSuffix("/secrets"): return .createSecret
        case (.POST, _) where path.hasSuffix("/networkpolicies"): return .createPolicy
        case (.DELETE, _) where path.contains("/jobs/"): return .deleteJob
        default: return .other
        }
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart
        private let cluster: ScriptedCluster
        private var head: HTTPRequestHead?
        private var body = ""

        init(_ cluster: ScriptedCluster) { self.cluster = cluster }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head):
                self.head = head
                body = ""
            case .body(let bytes): body += String(buffer: bytes)
            case .end:
                guard let head else { return }
                let request = Request(
                    route: ScriptedCluster.route(head.method, head.uri),
                    uri: head.uri,
                    body: body,
                    authorization: head.headers.first(name: "Authorization")
                )
                write(cluster.answer(request), context)
            }
        }

        private func write(_ answer: Answer, _ context: ChannelHandlerContext) {
            guard answer.status != 0 else { return context.close(promise: nil) }
            let status = HTTPResponseStatus(statusCode: answer.status)
            var headers = HTTPHeaders(answer.headers)
            headers.add(name: "Transfer-Encoding", value: "chunked")
            context.write(
                wrapOutboundOut(.head(.init(version: .http1_1, status: status, headers: headers))),
                promise: nil
            )
            for piece in answer.pieces {
                context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: piece)))), promise: nil)
            }
            context.flush()
            if answer.breaksOff { return context.close(promise: nil) }
            if !answer.staysOpen { context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil) }
        }
    }
}
