//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore

extension NetworkTransport: LaneTransport {
    func drive(_ lane: any ProbeLane) async throws {
        try Task.checkCancellation()
        let id = nextID()
        let isCancelled = CancellationMark()
        // Where the end has passed, the lane says so itself.
        let end = lane.deadline.map { (try? NIODeadline($0)) ?? .now() } ?? .distantFuture
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                eventLoop.execute { [self] in
                    guard !isCancelled.isSet else { return continuation.resume(throwing: CancellationError()) }
                    let pool = pool.value
                    let driver = LaneDriver(self, lane, id: id, end: end, pool: pool) { continuation.resume(with: $0) }
                    pool.drive(driver)
                }
            }
        } onCancel: {
            isCancelled.set()
            eventLoop.execute { [pool] in pool.value.cancelDriver(id) }
        }
    }
}

/// Drives a lane on the event loop: one exchange that is used again and again.
final class LaneDriver {
    let exchange: PendingExchange
    private let lane: any ProbeLane
    private let template: WireTemplate
    private let eventLoop: any EventLoop
    private let limits: ProbeLimits
    private let exchangeTime: TimeAmount
    private let end: NIODeadline
    private let onLeave: (Result<Void, any Error>) -> Void
    private var timer: Scheduled<Void>?
    /// The value of the probe that is under way.
    private var value = ""
    private var hasLeft = false
    private unowned let pool: ConnectionPool

    init(
        _ transport: NetworkTransport,
        _ lane: any ProbeLane,
        id: UInt64,
        end: NIODeadline,
        pool: ConnectionPool,
        onLeave: @escaping (Result<Void, any Error>) -> Void
    ) {
        self.lane = lane
        self.end = end
        self.pool = pool
        self.onLeave = onLeave
        eventLoop = transport.eventLoop
        limits = transport.limits
        exchangeTime = TimeAmount(lane.exchangeTimeout)
        let closes = lane.options.usesFreshConnection
        template = WireTemplate(lane.template, authority: transport.target.authority, closes: closes)
        exchange = PendingExchange(id: id, request: { lane.template.request }) { _ in .done }
        exchange.traits = PendingExchange.Traits(lane.template.request, usesFreshConnection: closes)
        exchange.bytes = ByteBufferAllocator().buffer(capacity: 512 + lane.template.request.body.count)
    }

    func start() {
        exchange.request = { [unowned self] in lane.template.request(with: value) }
        exchange.onEnd = { [unowned self] result in
            if case .failure(let error) = result, !(error is ProbeError) {
                lane.received(.failure(error))
                leave(.failure(error))
                return .done
            }
            lane.received(result.map { $0.probeResponse(limits: limits) })
            return step()
        }
        if case .another = step() { pool.submit(exchange) }
    }

    /// The lane's task was cancelled.
    func cancel() {
        if let timer {
            timer.cancel()
            self.timer = nil
            leave(.failure(CancellationError()))
        } else {
            pool.giveUp(exchange.id, CancellationError())
        }
    }

    private func step() -> PendingExchange.Sequel {
        switch lane.next() {
        case .send(let value):
            template.render(value, into: &exchange.bytes)
            self.value = value
            exchange.deadline = min((exchange.ended ?? .now()) + exchangeTime, end)
            exchange.ended = nil
            return .another
        case .wait(let instant):
            // The time that it waits is not the next exchange's.
            exchange.ended = nil
            let time = TimeAmount(max(.zero, ContinuousClock.now.duration(to: instant)))
            timer = eventLoop.assumeIsolated().scheduleTask(in: time) { [weak self] in
                guard let self else { return }
                self.timer = nil
                if case .another = self.step() { self.pool.submit(self.exchange) }
            }
            return .done
        case .leave:
            leave(.success(()))
            return .done
        }
    }

    private func leave(_ result: Result<Void, any Error>) {
        guard !hasLeft else { return }
        hasLeft = true
        pool.forgetDriver(exchange.id)
        onLeave(result)
    }
}
