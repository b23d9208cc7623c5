//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ResponseParser {
    /// Decides from the head how the body ends (RFC 9112, 6.3).
    mutating func endHead() throws(ProbeError) {
        if (100..<200).contains(head.status), head.status != 101 {
            interimResponses += 1
            guard interimResponses <= Self.maximumInterimResponses else {
                throw ProbeError(
                    .tooManyInterimResponses,
                    "The server sent more than \(Self.maximumInterimResponses) interim responses."
                )
            }
            head = ResponseHead()
            state = .statusLine
            return
        }
        keepsAlive = head.keepsAlive
        if head.status == 101, !asksForUpgrade {
            throw ProbeError(.unexpectedUpgrade, "The server switched to another protocol without being asked.")
        }
        if head.status == 101 || (requestMethod == "CONNECT" && (200..<300).contains(head.status)) {
            return complete(keepsAlive: false)
        }
        let codings = head.transferCodings
        let length = try head.contentLength()
        if requestMethod == "HEAD" || head.status == 204 || head.status == 304 {
            return complete(keepsAlive: true)
        }
        if let last = codings.last {
            // With both lengths, or from a version that knows no transfer coding, who reads next may see another end.
            if length != nil || head.minorVersion == 0 { keepsAlive = false }
            guard codings.dropLast().isEmpty else {
                throw ProbeError(.unsupportedTransferCoding, "The response has more than one transfer coding.")
            }
            if last == "chunked" {
                state = .chunkSize
            } else {
                keepsAlive = false
                state = .bodyUntilClose
            }
        } else if let length {
            if length == 0 { complete(keepsAlive: true) } else { state = .fixedBody(remaining: length) }
        } else {
            keepsAlive = false
            state = .bodyUntilClose
        }
    }
}
