//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import NIOCore
import NIOPosix
import VentiKit

/// How the texts of a name in the domain name system are found.
public protocol TextResolver: Sendable {
    /// All texts of a name; none where the name has none.
    /// - Parameter name: The name.
    /// - Throws: Where nobody knows.
    func texts(of name: String) async throws -> [String]
}

/// Asks name servers for texts: each in turn, twice, over UDP, and over TCP where the answer is too long for it.
///
/// An answer counts only where it comes from the server that was asked, to the port that asked, with the number and the name of
/// the question. Whoever runs the platform names the servers or trusts the system's.
public struct NameServerResolver: TextResolver {
    private let servers: @Sendable () -> [NameServer]
    /// How long one try may take.
    var patience: Duration = .seconds(2)

    /// Asks certain servers, or the system's where none are named.
    /// - Parameter servers: The servers.
    public init(_ servers: [NameServer] = []) {
        // The system's file is read anew each time, since it changes with the network.
        self.servers = { servers.isEmpty ? NameServer.system() : servers }
    }

    public func texts(of name: String) async throws -> [String] {
        guard let name = DNSName(name) else { return [] }
        let servers = servers()
        for _ in 0..<2 {
            for server in servers {
                guard let message = try await answer(DNSQuestion(name), from: server) else { continue }
                switch message.outcome {
                case .answered: return message.texts(of: name)
                case .noSuchName: return []
                case .failed: continue
                }
            }
        }
        throw ServiceError(.unavailable, "No name server has answered.", retryAfterSeconds: 10)
    }

    /// What a server answers; `nil` where it does not in time, or nothing that can be read.
    private func answer(_ question: DNSQuestion, from server: NameServer) async throws -> DNSMessage? {
        do {
            let address = try SocketAddress(ipAddress: server.address.description, port: server.port)
            let message = try await withDeadline(patience) { try await Self.overUDP(question, address) }
            guard message.isTruncated else { return message }
            return try await withDeadline(patience) { try await Self.overTCP(question, address) }
        } catch {
            try Task.checkCancellation()
            return nil
        }
    }

    private typealias Datagrams = NIOAsyncChannel<AddressedEnvelope<ByteBuffer>, AddressedEnvelope<ByteBuffer>>
    private typealias Stream = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    private static let silence = ServiceError(.unavailable, "The name server does not answer.")

    private static func overUDP(_ question: DNSQuestion, _ address: SocketAddress) async throws -> DNSMessage {
        let channel = try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 4_096))
            .connect(to: address) { channel in
                channel.eventLoop.makeCompletedFuture { try Datagrams(wrappingChannelSynchronously: channel) }
            }
        return try await channel.executeThenClose { inbound, outbound in
            let bytes = ByteBuffer(bytes: question.encoded)
            try await outbound.write(AddressedEnvelope(remoteAddress: address, data: bytes))
            var rest = 64
            for try await datagram in inbound {
                if let message = try? DNSMessage(Array(datagram.data.readableBytesView)),
                    question.isAnswered(by: message)
                {
                    return message
                }
                rest -= 1
                guard rest > 0 else { break }
            }
            throw silence
        }
    }

    private static func overTCP(_ question: DNSQuestion, _ address: SocketAddress) async throws -> DNSMessage {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(to: address) { channel in
                channel.eventLoop.makeCompletedFuture { try Stream(wrappingChannelSynchronously: channel) }
            }
        return try await channel.executeThenClose { inbound, outbound in
            let asked = question.encoded
            var bytes = ByteBuffer(integer: UInt16(asked.count))
            bytes.writeBytes(asked)
            try await outbound.write(bytes)
            var received = ByteBuffer()
            for try await var part in inbound {
                received.writeBuffer(&part)
                guard let length = received.getInteger(at: received.readerIndex, as: UInt16.self) else { continue }
                guard let body = received.getBytes(at: received.readerIndex + 2, length: Int(length)) else { continue }
                let message = try DNSMessage(body)
                guard question.isAnswered(by: message), !message.isTruncated else { break }
                return message
            }
            throw silence
        }
    }
}
