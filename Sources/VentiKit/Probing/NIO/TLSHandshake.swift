//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore
internal import NIOSSL
internal import NIOTLS

/// Waits behind the TLS of a channel until the handshake has ended, and makes way for the protocol that was chosen.
final class TLSHandshake: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer

    private let limits: ProbeLimits
    private let verifiesCertificate: Bool
    private let record: TLSRecord
    private let promise: EventLoopPromise<Void>
    private var timer: Scheduled<Void>?
    private var hasEnded = false
    /// The certificates that the server showed, where they were accepted without a look at them.
    var acceptedChain: [NIOSSLCertificate]?

    init(channel: any Channel, limits: ProbeLimits, verifiesCertificate: Bool, record: TLSRecord) {
        self.limits = limits
        self.verifiesCertificate = verifiesCertificate
        self.record = record
        promise = channel.eventLoop.makePromise()
    }

    /// Succeeds when the handler of the protocol has taken this one's place.
    var result: EventLoopFuture<Void> { promise.futureResult }

    func channelActive(context: ChannelHandlerContext) {
        let channel = context.channel
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(limits.connectTimeout)) {
            self.end(.failure(ProbeError(.connectTimedOut, "TLS was not agreed upon within the connect timeout.")))
            channel.close(mode: .all, promise: nil)
        }
        context.fireChannelActive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case TLSUserEvent.handshakeCompleted(let chosen) = event, !hasEnded else {
            return context.fireUserInboundEventTriggered(event)
        }
        note(context, chosen: chosen, verifiesCertificate ? .verified : .unchecked)
        do {
            if chosen == "h2" {
                try HTTP2Setup.addHandlers(to: context.channel, limits: limits)
            } else {
                try context.pipeline.syncOperations.addHandler(HTTPConnection(channel: context.channel, limits: limits))
            }
            end(.success(()))
            context.pipeline.syncOperations.removeHandler(self, promise: nil)
        } catch {
            end(.failure(error))
            context.close(promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !hasEnded else { return context.fireErrorCaught(error) }
        note(context, chosen: nil, .refused)
        end(.failure(error is IOError ? Self.broken(error) : error))
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(.failure(Self.broken(nil)))
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { end(.failure(Self.broken(nil))) }

    private static func broken(_ error: (any Error)?) -> ProbeError {
        ProbeError(.tlsFailed, "The server closed the connection before TLS was agreed upon.", cause: error)
    }

    private func end(_ result: Result<Void, any Error>) {
        guard !hasEnded else { return }
        hasEnded = true
        timer?.cancel()
        timer = nil
        promise.completeWith(result)
    }

    private func note(_ context: ChannelHandlerContext, chosen: String?, _ verification: TLSFacts.Verification) {
        guard record.facts == nil,
            let tls = try? context.pipeline.syncOperations.handler(type: NIOSSLClientHandler.self)
        else { return }
        let chain = acceptedChain ?? tls.peerCertificate.map { [$0] } ?? []
        // A handshake that failed of something else says nothing about the certificate.
        if verification == .refused, chain.isEmpty { return }
        record.note(TLSFacts(version: tls.tlsVersion, protocol: chosen, verification, chain: chain))
    }
}
