//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOSSL
internal import Synchronization

/// What the first TLS handshake with a host showed, for all threads to see.
final class TLSRecord: Sendable {
    private let first = Mutex<TLSFacts?>(nil)

    /// `nil` until a handshake came so far.
    var facts: TLSFacts? { first.withLock { $0 } }

    /// Keeps the facts if there are none yet.
    func note(_ facts: TLSFacts) {
        first.withLock { if $0 == nil { $0 = facts } }
    }
}

extension TLSFacts {
    /// How many certificates are kept.
    private static let maximumCertificates = 10

    init(version: TLSVersion?, protocol chosen: String?, _ verification: Verification, chain: [NIOSSLCertificate]) {
        self.init(
            version: version.map(Self.name),
            applicationProtocol: chosen,
            verification: verification,
            certificates: chain.prefix(Self.maximumCertificates).compactMap { certificate in
                (try? certificate.toDERBytes()).map { CertificateFacts(der: $0) }
            }
        )
    }

    private static func name(_ version: TLSVersion) -> String {
        switch version {
        case .tlsv1: "TLSv1"
        case .tlsv11: "TLSv1.1"
        case .tlsv12: "TLSv1.2"
        case .tlsv13: "TLSv1.3"
        }
    }
}
