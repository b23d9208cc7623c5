//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import NIOCore
import NIOEmbedded
import NIOHPACK
import NIOHTTP2
import Testing

@testable import VentiKit

/// A connection without a network: the test is the server, and says byte for byte what it sends.
final class HTTP2Bench {
    /// A frame as it stands on the wire.
    struct Frame: Equatable {
        enum Kind: UInt8 {
            case data, headers, priority, resetStream, settings, pushPromise, ping, goAway, windowUpdate, continuation
            case unknown = 0x2a
        }

        var kind: Kind
        var flags: UInt8 = 0
        var stream: UInt32 = 0
        var payload: [UInt8] = []

        var bytes: [UInt8] {
            let size = payload.count
            return [UInt8(size >> 16 & 0xff), UInt8(size >> 8 & 0xff), UInt8(size & 0xff), kind.rawValue, flags]
                + Self.bytes(stream) + payload
        }

        static func bytes(_ number: UInt32) -> [UInt8] { (0..<4).map { UInt8(number >> (24 - 8 * $0) & 0xff) } }
    }

    let channel = EmbeddedChannel()
    let connection: HTTP2Connection
    /// What the exchanges ended with, by the order of their start.
    private(set) var outcomes: [Int: HTTPConnection.Outcome] = [:]
    private(set) var closeCount = 0
    /// Whether an exchange ended more than once.
    private(set) var endedTwice = false
    private var encoder = HPACKEncoder(allocator: ByteBufferAllocator())
    private var unread = ByteBuffer()
    /// The exchanges that were started.
    private(set) var started = 0

    init(limits: ProbeLimits = ProbeLimits(), settings: [UInt8] = [], acknowledges: Bool = true) throws {
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 443)).wait()
        connection = try HTTP2Setup.addHandlers(to: channel, limits: limits)
        connection.onClose = { [weak self] in self?.closeCount += 1 }
        try receive(Frame(kind: .settings, payload: settings))
        if acknowledges { try receive(Frame(kind: .settings, flags: 1)) }
    }

    deinit {
        #expect(!endedTwice)
        // What the channel throws here is of writes after its close.
        _ = try? channel.finish(acceptAlreadyClosed: true)
    }

    /// Starts an exchange, and gives its number, from 0.
    @discardableResult
    func start(_ request: ProbeRequest = .get(), limits: ProbeLimits = ProbeLimits()) -> HTTP2Connection.StreamToken {
        let number = started
        started += 1
        return connection.run(request, authority: "example.com", scheme: "https", limits: limits) {
            [weak self] outcome in
            if self?.outcomes.updateValue(outcome, forKey: number) != nil { self?.endedTwice = true }
        }
    }

    func receive(_ frames: Frame...) throws { try receive(bytes: frames.flatMap(\.bytes)) }

    func receive(bytes: [UInt8]) throws {
        _ = try channel.writeInbound(ByteBuffer(bytes: bytes))
    }

    /// A frame with a header list.
    func fields(_ fields: [(String, String)], on stream: UInt32, ends: Bool = false) throws -> Frame {
        Frame(kind: .headers, flags: ends ? 5 : 4, stream: stream, payload: try block(fields))
    }

    /// A header list as it stands on the wire.
    func block(_ fields: [(String, String)]) throws -> [UInt8] {
        var buffer = ByteBuffer()
        try encoder.encode(headers: HPACKHeaders(fields), to: &buffer)
        return Array(buffer.readableBytesView)
    }

    func data(_ text: String, on stream: UInt32, ends: Bool = false) -> Frame {
        Frame(kind: .data, flags: ends ? 1 : 0, stream: stream, payload: Array(text.utf8))
    }

    /// The frames that the connection has sent since the last call, without its preface.
    func sent() throws -> [Frame] {
        while let data = try channel.readOutbound(as: IOData.self) {
            if case .byteBuffer(var buffer) = data { unread.writeBuffer(&buffer) }
        }
        if unread.readableBytesView.starts(with: "PRI * HTTP/2.0".utf8) { unread.moveReaderIndex(forwardBy: 24) }
        var frames: [Frame] = []
        while let head = unread.readBytes(length: 9) {
            let size = Int(head[0]) << 16 | Int(head[1]) << 8 | Int(head[2])
            let stream = head[5...].reduce(0) { $0 << 8 | UInt32($1) }
            guard let kind = Frame.Kind(rawValue: head[3]), let payload = unread.readBytes(length: size) else { break }
            frames.append(Frame(kind: kind, flags: head[4], stream: stream, payload: payload))
        }
        return frames
    }

    func response(_ number: Int = 0) -> WireResponse? { try? outcomes[number]?.result.get() }

    func error(_ number: Int = 0) -> ProbeError.Code? {
        guard case .failure(let error) = outcomes[number]?.result else { return nil }
        return (error as? ProbeError)?.code
    }
}
