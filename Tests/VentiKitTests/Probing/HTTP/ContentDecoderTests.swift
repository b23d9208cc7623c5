//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct ContentDecoderTests {
    /// "hello hello hello" in the gzip format, in the zlib format, and bare.
    private static let gzip: [UInt8] = [
        0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0x57, 0xc8, 0x40,
        0x90, 0x00, 0x80, 0x88, 0xf9, 0xe5, 0x11, 0x00, 0x00, 0x00,
    ]
    private static let deflate = Array(gzip[10..<20])
    private static let zlib: [UInt8] = [0x78, 0x9c] + deflate + [0x3a, 0x2e, 0x06, 0x7d]

    @Test func undoesTheKnownCodings() {
        for (coding, bytes) in [("gzip", Self.gzip), ("x-gzip", Self.gzip), ("deflate", Self.deflate)] {
            let result = ContentDecoder.decode(bytes, codings: [coding], limit: 1000)
            #expect(String(decoding: result.body, as: UTF8.self) == "hello hello hello")
            #expect(!result.isTruncated && !result.isEncoded)
        }
    }

    @Test func readsTheZlibFormatOfDeflate() {
        let result = ContentDecoder.decode(Self.zlib, codings: ["deflate"], limit: 1000)
        #expect(String(decoding: result.body, as: UTF8.self) == "hello hello hello")
        #expect(!result.isTruncated && !result.isEncoded)
    }

    @Test func readsMembersOneAfterTheOther() {
        let result = ContentDecoder.decode(Self.gzip + Self.gzip, codings: ["gzip"], limit: 1000)
        #expect(result.body.count == 34)
        #expect(!result.isTruncated)
    }

    @Test func stopsAtTheLimit() {
        let result = ContentDecoder.decode(Self.gzip, codings: ["gzip"], limit: 5)
        #expect(result.body == Array("hello".utf8))
        #expect(result.isTruncated)
        let plain = ContentDecoder.decode(Self.gzip, codings: [], limit: 5)
        #expect(plain.body == Array(Self.gzip.prefix(5)))
        #expect(plain.isTruncated)
    }

    @Test func stopsABombWithinABomb() {
        // 10 MB of zeros, compressed twice: 132 bytes stand for 10 kB, which stand for 10 MB.
        let result = ContentDecoder.decode(Self.compressedTwice, codings: ["gzip", "gzip"], limit: 20_000)
        #expect(result.body == [UInt8](repeating: 0, count: 20_000))
        #expect(result.isTruncated)
    }

    @Test func givesWhatThereIsOfACodedBodyWithoutItsEnd() {
        let result = ContentDecoder.decode(Array(Self.gzip.dropLast(10)), codings: ["gzip"], limit: 1000)
        #expect(result.isTruncated && !result.isEncoded)
        #expect("hello hello hello".utf8.starts(with: result.body))
    }

    @Test(arguments: [["br"], ["gzip", "br"], ["gzip"], ["deflate"], ["gzip", "gzip", "gzip"]])
    func leavesWhatItCannotUndo(codings: [String]) {
        let bytes = Array("not compressed at all".utf8)
        let result = ContentDecoder.decode(bytes, codings: codings, limit: 1000)
        #expect(result == ContentDecoder.Result(body: bytes, isTruncated: false, isEncoded: true))
    }

    private static let compressedTwice: [UInt8] = [
        0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xed, 0xd8, 0xbd, 0x09, 0xc2, 0x40, 0x00, 0x80,
        0xd1, 0x4b, 0xa2, 0x10, 0x2c, 0x74, 0x04, 0xdd, 0x43, 0x08, 0x56, 0xc1, 0xd2, 0xc6, 0x21, 0x6c, 0x5c, 0xc1,
        0x03, 0x4b, 0x41, 0xac, 0xc4, 0x05, 0x52, 0x3b, 0x83, 0xb5, 0x03, 0x88, 0x85, 0x1b, 0x88, 0x1b, 0xf8, 0x77,
        0x6b, 0x1c, 0xef, 0x55, 0xdf, 0x0c, 0xdf, 0x78, 0x57, 0x87, 0xa4, 0xac, 0x9e, 0x97, 0xa2, 0xf8, 0x47, 0x3c,
        0x7c, 0xce, 0xaf, 0x7a, 0x10, 0x00, 0x00, 0x00, 0x80, 0xcc, 0xc5, 0xfb, 0xb6, 0x4a, 0x33, 0x20, 0x4c, 0xbe,
        0xb7, 0x76, 0xb1, 0x04, 0x00, 0x00, 0x00, 0x72, 0xb7, 0x1a, 0x0d, 0xe7, 0xe9, 0x05, 0xf4, 0xde, 0x9b, 0xc7,
        0x7e, 0xd6, 0x77, 0x47, 0x00, 0x72, 0xb3, 0x2e, 0xaf, 0xdd, 0xb4, 0x89, 0xc7, 0x53, 0xf8, 0x01, 0x6b, 0xc9,
        0x47, 0x1c, 0x16, 0x26, 0x00, 0x00,
    ]
}
