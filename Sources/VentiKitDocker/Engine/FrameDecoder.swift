//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Takes apart the stream in which an engine sends standard output and standard error: frames of a header of eight
/// bytes and a payload.
///
/// Frames may be cut anywhere; what is not a frame is refused, and nothing is kept but what one read brought.
struct FrameDecoder: Sendable {
    /// Whose bytes a frame holds.
    enum Source: UInt8, Sendable {
        case input = 0
        case output = 1
        case error = 2
        /// The engine's own complaint.
        case engine = 3
    }

    /// Some bytes of one frame.
    struct Piece: Sendable, Hashable {
        var source: Source
        var bytes: [UInt8]
    }

    /// The longest frame. Docker sends at most 16 KiB at once.
    static let maximumBytes = 16 << 20
    private var header: [UInt8] = []
    private var source = Source.output
    private var remaining = 0

    init() {}

    /// Whether the stream may end here.
    var isBetweenFrames: Bool { header.isEmpty && remaining == 0 }

    /// Hands over the pieces that these bytes hold, those before an impossible header too.
    ///
    /// - Throws: ``DockerError`` with code ``DockerError/Code/invalidAnswer`` where a header is impossible, and what `take` throws.
    mutating func decode(_ bytes: [UInt8], _ take: (Piece) throws -> Void) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            if remaining > 0 {
                let taken = rest.prefix(remaining)
                remaining -= taken.count
                rest = rest.dropFirst(taken.count)
                try take(Piece(source: source, bytes: Array(taken)))
            } else {
                let taken = rest.prefix(8 - header.count)
                header += taken
                rest = rest.dropFirst(taken.count)
                if header.count == 8 { try beginFrame() }
            }
        }
    }

    private mutating func beginFrame() throws {
        let length = header[4...].reduce(0) { $0 << 8 | Int($1) }
        guard let source = Source(rawValue: header[0]), header[1...3].allSatisfy({ $0 == 0 }),
            length <= Self.maximumBytes
        else { throw DockerError(.invalidAnswer, "The engine's stream of output holds what is not a frame.") }
        self.source = source
        remaining = length
        header = []
    }
}
