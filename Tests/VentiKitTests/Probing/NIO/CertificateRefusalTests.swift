//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import NIOCore
import NIOSSL
import Testing

@testable import VentiKit

/// What is said of a certificate that was not accepted.
struct CertificateRefusalTests {
    private struct Refusal: Error {}

    @Test(arguments: [
        (Int64(99), ProbeError.Code.certificateExpired), (100, .certificateUntrusted), (200, .certificateUntrusted),
        (201, .certificateExpired),
    ])
    func theTimeDecidesWhetherItIsExpired(now: Int64, code: ProbeError.Code) {
        #expect(ProbeError(refusalOfCertificate: Refusal(), validity: 100...200, now: now).code == code)
    }

    @Test func withoutItsTimeItIsNotTrusted() {
        #expect(ProbeError(refusalOfCertificate: Refusal(), validity: nil, now: 0).code == .certificateUntrusted)
    }

    @Test func aWrongNameIsNoOtherFailureOfTLS() {
        func code(_ error: any Error) -> ProbeError.Code {
            ProbeError(connectionError: error, whileConnecting: false).code
        }
        #expect(code(NIOSSLExtraError.failedToValidateHostname) == .certificateWrongName)
        #expect(code(NIOSSLError.unableToValidateCertificate) == .certificateUntrusted)
        #expect(code(NIOSSLError.handshakeFailed(.sslError([.eofDuringHandshake]))) == .tlsFailed)
        #expect(code(NIOSSLError.handshakeFailed(.zeroReturn)) == .tlsFailed)
        #expect(code(BoringSSLError.zeroReturn) == .tlsFailed)
        #expect(code(ChannelError.connectTimeout(.seconds(1))) == .connectTimedOut)
    }
}
