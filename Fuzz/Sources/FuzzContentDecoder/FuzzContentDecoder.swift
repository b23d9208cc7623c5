//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import CFuzzDriver
import Foundation
import FuzzSupport

@testable import VentiKit

@main
enum FuzzContentDecoder {
    static func main() { exit(fuzz_driver_run(CommandLine.argc, CommandLine.unsafeArgv)) }
}

/// Decodes a body whose codings and limit the first two bytes choose.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzContentDecoder(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var input = FuzzInput(start, count)
    let mode = input.next()
    let limit = [0, 1, 100, 64 << 10, (64 << 10) + 1, 1 << 20][Int(input.next()) % 6]
    let codings = [
        ["gzip"], ["deflate"], ["gzip", "deflate"], ["deflate", "x-gzip"], ["br"], [], ["gzip", "gzip", "gzip"],
    ]
    let chosen = codings[Int(mode & 0x7F) % codings.count]
    let body = input.rest
    let cut = mode & 0x80 != 0
    let result = ContentDecoder.decode(body, codings: chosen, limit: limit, inputIsTruncated: cut)
    require(result.body.count <= limit, "\(result.body.count) bytes came out; the limit is \(limit)")
    require(!cut || result.isTruncated, "the end of the body is missing, and the result does not say so")
    if result.isEncoded || chosen.isEmpty {
        require(body.starts(with: result.body), "a body that was not decoded is not as it came")
        require(result.body.count == min(body.count, limit), "a body that was not decoded was cut for nothing")
    }
    let again = ContentDecoder.decode(body, codings: chosen, limit: limit, inputIsTruncated: cut)
    require(result == again, "the same body was decoded in two ways")
    return 0
}
