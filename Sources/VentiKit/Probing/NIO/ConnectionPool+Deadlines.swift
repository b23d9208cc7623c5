//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore

/// The deadlines.
extension ConnectionPool {
    /// Sees to it that the deadline is not missed.
    func watch(_ deadline: NIODeadline) {
        if let timer {
            guard deadline < timer.deadline else { return }
            timer.scheduled.cancel()
        }
        let scheduled = connector.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
            self.timer = nil
            self.giveUpLate()
        }
        timer = (deadline, scheduled)
    }

    private func giveUpLate() {
        let now = NIODeadline.now()
        for exchange in exchanges.values.filter({ $0.deadline <= now }).sorted(by: { $0.id < $1.id }) {
            giveUp(exchange.id, lateError(of: exchange))
        }
        if let next = exchanges.values.map(\.deadline).min() { watch(next) }
    }

    /// Why nothing more is waited for.
    private func lateError(of exchange: PendingExchange) -> ProbeError {
        guard let id = exchange.connection else {
            return ProbeError(.timedOut, "The request still waited for a connection when the deadline passed.")
        }
        var hasBegun = exchange.firstByte != nil
        switch connections[id] {
        case nil: return ProbeError(.connectTimedOut, "The connection was not made when the deadline passed.")
        case .http1: break
        case .http2(let connection): hasBegun = exchange.stream.map(connection.hasBegun) ?? false
        }
        return hasBegun
            ? ProbeError(.responseTooSlow, "The response was not complete when the deadline passed.")
            : ProbeError(.noResponse, "Nothing had come when the deadline passed.")
    }
}
