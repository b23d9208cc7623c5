//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import Synchronization

/// What the connections of one port have in common.
final class HostileListener: Sendable {
    private let behaviours: [String: Behaviour]
    /// The behaviour of every connection, where the port has one mode.
    private let only: Behaviour?
    private let counts = Mutex<[String: Int]>([:])

    /// A port that modes share, each at its path.
    init(modes: [HostileMode]) {
        behaviours = Dictionary(modes.map { ($0.path, $0.behaviour) }) { first, _ in first }
        only = nil
    }

    /// A port for one mode.
    init(mode: HostileMode) {
        behaviours = [:]
        only = mode.behaviour
    }

    /// Takes connections on a free port.
    func bind() async throws -> any Channel {
        let context: NIOSSLContext? =
            switch only {
            case .answersOverTLS(let certificate, _): try certificate.context(applicationProtocols: ["http/1.1"])
            case .answersOverHTTP2: try ServerCertificate.valid.context(applicationProtocols: ["h2"])
            case .answers, .acts, .reacts, .isAbsent, nil: nil
            }
        let listener = self
        return try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let context {
                        try pipeline.addHandler(WireHandler())
                        try pipeline.addHandler(NIOSSLServerHandler(context: context))
                    }
                    let performer = StepPerformer(channel: channel)
                    if case .answersOverHTTP2 = listener.only {
                        try pipeline.addHandler(HTTP2Connection(listener: listener, performer: performer))
                    } else {
                        try pipeline.addHandler(HTTP1Connection(listener: listener, performer: performer))
                    }
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    /// What to do on a new connection.
    var stepsAtOnce: [Step]? {
        guard case .acts(let steps) = only else { return nil }
        return steps
    }

    /// What to do when the first bytes come, whatever they are.
    var stepsForAnything: [Step]? {
        guard case .reacts(let steps) = only else { return nil }
        return steps
    }

    /// What to do about a request.
    func steps(forPath path: String, stream: UInt32 = 0) -> [Step] {
        switch only ?? behaviours[path] {
        case .answers(let answer), .answersOverHTTP2(let answer):
            let number = counts.withLock { counts in
                counts[path, default: 0] += 1
                return counts[path, default: 0]
            }
            return answer(HostileRequest(number: number, stream: stream))
        case .answersOverTLS(_, let steps): return steps
        case .acts, .reacts, .isAbsent, nil: return [Answer.healthy]
        }
    }
}
