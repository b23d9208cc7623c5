//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What a TLS server showed of itself when the first connection to it was made.
///
/// Nothing in it says that the server can be trusted: names and times are what the certificate claims.
public struct TLSFacts: Sendable, Hashable, Codable {
    /// What was made of the certificate.
    public enum Verification: String, Sendable, Hashable, Codable {
        /// It leads to a trusted root, and names the host where a name was asked for.
        case verified
        /// It was not accepted, and no request was sent.
        case refused
        /// It was not looked at, because ``TLSPolicy/verifiesCertificate`` is false.
        case unchecked
    }

    /// The version that was agreed upon, such as `TLSv1.3`; `nil` where the handshake did not come so far.
    public var version: String?
    /// The protocol that the server chose (ALPN, RFC 7301), such as `h2`; `nil` where it chose none.
    public var applicationProtocol: String?
    /// What came of the verification of the certificate.
    public var verification: Verification
    /// The server's certificate, then those that it sent to lead to a root.
    ///
    /// Where the certificate was verified or refused, only the server's own is known, and none where even that cannot
    /// be read.
    public var certificates: [CertificateFacts]

    /// What a TLS server showed.
    public init(
        version: String? = nil,
        applicationProtocol: String? = nil,
        verification: Verification,
        certificates: [CertificateFacts] = []
    ) {
        self.version = version
        self.applicationProtocol = applicationProtocol
        self.verification = verification
        self.certificates = certificates
    }
}
