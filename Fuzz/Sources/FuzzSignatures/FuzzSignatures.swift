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
enum FuzzSignatures {
    static func main() { exit(fuzz_driver_run(CommandLine.argc, CommandLine.unsafeArgv)) }
}

/// Matches all signatures against a body; what is found must lie inside it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSignatures(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let body = FuzzInput(start, count).rest
    let library = SignatureLibrary.default
    for name in library.names {
        guard let match = library.match(name, in: body) else { continue }
        require(
            match.range.lowerBound >= 0 && match.range.upperBound <= body.count,
            "\(name) was found at \(match.range) of \(body.count) bytes"
        )
        require(!match.product.isEmpty, "\(name) was found, and nobody knows whose it is")
    }
    return 0
}
