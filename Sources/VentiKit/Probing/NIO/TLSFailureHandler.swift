//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore
internal import NIOSSL

/// Says what TLS failed of, while the certificate that the server showed is at hand.
///
/// It stands right above TLS. BoringSSL says of a certificate that it was not accepted, and not why; the certificate says
/// whether its time is over.
final class TLSFailureHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard ProbeError.refusesCertificate(error) else { return context.fireErrorCaught(error) }
        let certificate = try? context.pipeline.syncOperations.nioSSL_peerCertificate()
        let validity = certificate.map { certificate in
            let begin = Int64(certificate.notValidBefore)
            return begin...max(begin, Int64(certificate.notValidAfter))
        }
        context.fireErrorCaught(
            ProbeError(refusalOfCertificate: error, validity: validity, now: Int64(UnixTime.now))
        )
    }
}
