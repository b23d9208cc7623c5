//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Does what a mode says on one connection.
///
/// It belongs to the connection's event loop.
final class StepPerformer {
    private let channel: any Channel

    init(channel: any Channel) { self.channel = channel }

    func perform(_ steps: [Step]) { perform(steps[...]) }

    private func perform(_ steps: ArraySlice<Step>) {
        guard let step = steps.first, channel.isActive else { return }
        let rest = steps.dropFirst()
        switch step {
        case .send(let bytes):
            write(bytes)
            perform(rest)
        case .trickle(let bytes, let pause):
            guard let first = bytes.first else { return perform(rest) }
            after(.milliseconds(pause)) {
                self.write([first])
                self.perform([.trickle(Array(bytes.dropFirst()), everyMilliseconds: pause)] + rest)
            }
        case .drip(let bytes, let pause):
            after(.milliseconds(pause)) {
                self.write(bytes)
                self.perform([step])
            }
        case .flood(let bytes):
            flood(Self.block(of: bytes))
        case .wait(let time):
            after(.milliseconds(time)) { self.perform(rest) }
        case .close:
            channel.close(mode: .all, promise: nil)
        case .reset:
            let provider = channel as? any SocketOptionProvider
            provider?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
                .assumeIsolated().whenComplete { _ in self.channel.close(mode: .all, promise: nil) }
        case .sendBelowTLS(let bytes):
            wire?.writeAndFlush(NIOAny(ByteBuffer(bytes: bytes)), promise: nil)
            perform(rest)
        case .closeBelowTLS:
            wire?.close(promise: nil)
        }
    }

    private var wire: ChannelHandlerContext? {
        try? channel.pipeline.syncOperations.context(handlerType: WireHandler.self)
    }

    private func write(_ bytes: [UInt8]) { channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil) }

    private func after(_ time: TimeAmount, _ work: @escaping () -> Void) {
        channel.eventLoop.assumeIsolated().scheduleTask(in: time, work)
    }

    private func flood(_ block: ByteBuffer) {
        channel.writeAndFlush(block).assumeIsolated().whenComplete { result in
            guard case .success = result else { return }
            // Others on this event loop get their turn in between.
            self.after(.microseconds(100)) { self.flood(block) }
        }
    }

    private static func block(of bytes: [UInt8]) -> ByteBuffer {
        var block = bytes
        while block.count < 32 << 10 { block += block }
        return ByteBuffer(bytes: block)
    }
}
