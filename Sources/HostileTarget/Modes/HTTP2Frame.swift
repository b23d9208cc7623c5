//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A frame of HTTP/2 (RFC 9113, 4.1), written by hand, because no library writes what must not be written.
struct HTTP2Frame: Sendable {
    enum Kind: UInt8, Sendable {
        case data = 0
        case headers = 1
        case resetStream = 3
        case settings = 4
        case pushPromise = 5
        case ping = 6
        case goAway = 7
        case continuation = 9
    }

    var kind: Kind
    var flags: UInt8
    var stream: UInt32
    var payload: [UInt8]

    init(_ kind: Kind, flags: UInt8 = 0, stream: UInt32, payload: [UInt8]) {
        self.kind = kind
        self.flags = flags
        self.stream = stream
        self.payload = payload
    }

    /// The frame as it stands on the wire.
    var bytes: [UInt8] {
        let length = [16, 8, 0].map { UInt8(truncatingIfNeeded: payload.count >> $0) }
        return length + [kind.rawValue, flags] + Self.bigEndian(stream) + payload
    }

    /// `:status: 200` as HPACK has it (RFC 7541, A).
    static let ok: [UInt8] = [0x88]

    /// `x-bomb` with a value of 8,000 bytes, not indexed.
    static let longField: [UInt8] =
        [0x00, 0x06] + Array("x-bomb".utf8) + [0x7f, 0xc1, 0x3d] + [UInt8](repeating: 0x61, count: 8000)

    /// Settings that change nothing.
    static let settings = HTTP2Frame(.settings, stream: 0, payload: []).bytes
    static let settingsAcknowledgement = HTTP2Frame(.settings, flags: 0x1, stream: 0, payload: []).bytes
    /// The setting that leaves no window to new streams.
    static let noWindow = HTTP2Frame(.settings, stream: 0, payload: [0, 4, 0, 0, 0, 0]).bytes
    static let ping = HTTP2Frame(.ping, stream: 0, payload: Array("hostile!".utf8)).bytes
    /// No stream was or will be processed.
    static let goAway = HTTP2Frame(.goAway, stream: 0, payload: [UInt8](repeating: 0, count: 8)).bytes

    /// Breaks a stream off as an internal error.
    static func reset(_ stream: UInt32) -> [UInt8] {
        HTTP2Frame(.resetStream, stream: stream, payload: bigEndian(2)).bytes
    }

    private static func bigEndian(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
