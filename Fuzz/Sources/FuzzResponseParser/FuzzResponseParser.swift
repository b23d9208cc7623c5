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
enum FuzzResponseParser {
    static func main() { exit(fuzz_driver_run(CommandLine.argc, CommandLine.unsafeArgv)) }
}

/// Feeds the parser an answer whole and in pieces, which must make no difference.
///
/// The first byte chooses the method and the limits, the second one how the pieces are cut.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzResponseParser(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var input = FuzzInput(start, count)
    let mode = input.next()
    let seed = input.next()
    let bytes = input.rest
    let method = ["GET", "HEAD", "CONNECT", "POST"][Int(mode & 3)]
    var limits = ProbeLimits()
    if mode & 4 != 0 { limits.maximumBodyBytes = 16 }
    if mode & 8 != 0 { limits.maximumWireBytes = 256 }
    if mode & 16 != 0 { limits.maximumHeaderBytes = 64 }
    if mode & 32 != 0 { limits.maximumHeaderLines = 2 }

    let whole = ParserOutcome(of: bytes, method: method, limits: limits) { $0 }
    let single = ParserOutcome(of: bytes, method: method, limits: limits) { _ in 1 }
    var random = PieceLengths(seed: seed)
    let pieces = ParserOutcome(of: bytes, method: method, limits: limits) { _ in random.next() }
    require(whole == single, "whole \(whole)\nbytes \(single)")
    require(whole == pieces, "whole \(whole)\npieces \(pieces)")
    return 0
}
