//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKitDocker

struct FrameDecoderTests {
    private func frame(_ source: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        let length = UInt32(bytes.count)
        return [source, 0, 0, 0] + (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) } + bytes
    }

    /// What each stream got, whatever the pieces were.
    private func joined(_ pieces: [FrameDecoder.Piece]) -> [UInt8: [UInt8]] {
        pieces.reduce(into: [:]) { $0[$1.source.rawValue, default: []] += $1.bytes }
    }

    @Test func framesAreTheSameHoweverTheyAreCut() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            var stream: [UInt8] = []
            var expected: [UInt8: [UInt8]] = [:]
            for _ in 0..<Int.random(in: 0...12, using: &random) {
                let source = UInt8.random(in: 1...2, using: &random)
                let bytes = (0..<Int.random(in: 0...70, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
                stream += frame(source, bytes)
                if !bytes.isEmpty { expected[source, default: []] += bytes }
            }
            var decoder = FrameDecoder()
            var pieces: [FrameDecoder.Piece] = []
            var rest = stream[...]
            while !rest.isEmpty {
                let cut = rest.prefix(Int.random(in: 1...20, using: &random))
                try decoder.decode(Array(cut)) { pieces.append($0) }
                rest = rest.dropFirst(cut.count)
            }
            #expect(decoder.isBetweenFrames)
            #expect(joined(pieces) == expected)
        }
    }

    @Test(arguments: [
        [4, 0, 0, 0, 0, 0, 0, 1, 65], [1, 0, 1, 0, 0, 0, 0, 1, 65], [1, 0, 0, 0, 255, 0, 0, 0, 65],
        Array("hello, raw".utf8),
    ])
    func whatIsNoFrameIsRefused(_ bytes: [UInt8]) {
        var decoder = FrameDecoder()
        let error = #expect(throws: DockerError.self) { try decoder.decode(bytes) { _ in } }
        #expect(error?.code == .invalidAnswer)
    }

    @Test func whatComesBeforeAnImpossibleFrameIsHandedOver() {
        var decoder = FrameDecoder()
        var pieces: [FrameDecoder.Piece] = []
        #expect(throws: DockerError.self) {
            try decoder.decode(frame(1, [65, 66]) + [9, 9, 9, 9, 9, 9, 9, 9]) { pieces.append($0) }
        }
        #expect(pieces == [FrameDecoder.Piece(source: .output, bytes: [65, 66])])
    }

    @Test func anyBytesAreDecodedOrRefused() {
        for _ in 0..<2_000 {
            var decoder = FrameDecoder()
            let bytes = (0..<Int.random(in: 0...64)).map { _ in UInt8.random(in: 0...3) }
            var count = 0
            try? decoder.decode(bytes) { count += $0.bytes.count }
            #expect(count <= bytes.count)
        }
    }
}
