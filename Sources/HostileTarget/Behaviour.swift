//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What a server does for a mode, and when.
enum Behaviour: Sendable {
    /// Answers each request.
    case answers(@Sendable (HostileRequest) -> [Step])
    /// Acts as soon as a connection is there, and ignores what comes.
    case acts([Step])
    /// Acts as soon as the first bytes come, whatever they are.
    case reacts([Step])
    /// Agrees on TLS with a certificate, then answers each request.
    case answersOverTLS(ServerCertificate, [Step])
    /// Agrees on TLS and HTTP/2, then answers each request on its stream.
    case answersOverHTTP2(@Sendable (HostileRequest) -> [Step])
    /// Nothing listens.
    case isAbsent
}

/// What a server does, step after step.
///
/// After the last one it waits for the next request, or for the client to go.
enum Step: Sendable {
    case send([UInt8])
    /// Sends the bytes one by one, with a pause before each.
    case trickle([UInt8], everyMilliseconds: Int64)
    /// Sends a byte again and again, with a pause before each, until the connection closes.
    case drip([UInt8], everyMilliseconds: Int64)
    /// Sends the bytes again and again, as fast as the client reads, until the connection closes.
    case flood([UInt8])
    case wait(milliseconds: Int64)
    case close
    /// Closes so that the client sees a reset.
    case reset
    /// Sends the bytes below TLS.
    case sendBelowTLS([UInt8])
    /// Closes the connection below TLS, so that no close notification is sent.
    case closeBelowTLS

    static func send(_ text: String) -> Step { .send(Array(text.utf8)) }
    static func trickle(_ text: String, everyMilliseconds pause: Int64) -> Step {
        .trickle(Array(text.utf8), everyMilliseconds: pause)
    }
    static func flood(_ text: String) -> Step { .flood(Array(text.utf8)) }
}

/// A request as the server sees it.
struct HostileRequest: Sendable {
    /// The request's number among those for its mode, from 1.
    var number: Int
    /// The stream that it came on, or 0 on HTTP/1.
    var stream: UInt32 = 0
}
