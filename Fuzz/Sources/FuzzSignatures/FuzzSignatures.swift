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

/// Matches all signatures against a body, and looks for secrets in it: the quick way must find what the slow one finds,
/// inside the body.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSignatures(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let body = FuzzInput(start, count).rest
    let library = SignatureLibrary.default
    for name in library.names {
        let match = library.match(name, in: body)
        require(
            match == library.matchWithoutFilter(name, in: body),
            "\(name): the quick way finds \(match, default: "nothing")"
        )
        guard let match else { continue }
        require(
            match.range.lowerBound >= 0 && match.range.upperBound <= body.count,
            "\(name) was found at \(match.range) of \(body.count) bytes"
        )
        require(!match.product.isEmpty, "\(name) was found, and nobody knows whose it is")
    }
    let exchange = HTTPExchange(
        number: 1,
        operation: nil,
        identity: nil,
        request: ProbeRequest(method: "GET", target: "/"),
        response: ProbeResponse(status: 200, headers: ["Content-Type": "application/json"], body: body),
        purpose: .reach
    )
    let secrets = DisclosedSecrets(in: exchange)?.items ?? [:]
    let expected = DisclosedSecrets(readingAll: exchange)?.items ?? [:]
    require(secrets == expected, "the quick way finds the secrets \(secrets.keys), not \(expected.keys)")
    return 0
}
