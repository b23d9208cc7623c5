//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// How far a TLS server is trusted.
public struct TLSPolicy: Sendable, Hashable, Codable {
    /// Whether the certificate must be valid, lead to a trusted root and name the host.
    public var verifiesCertificate: Bool
    /// Certificates in PEM that are trusted as roots beside those of the system.
    ///
    /// Defaults to none.
    public var additionalTrustRoots: [String]

    public init(verifiesCertificate: Bool, additionalTrustRoots: [String] = []) {
        self.verifiesCertificate = verifiesCertificate
        self.additionalTrustRoots = additionalTrustRoots
    }

    /// Verifies against the roots of the system.
    public static let verify = TLSPolicy(verifiesCertificate: true)
    /// Accepts any certificate, for targets with a self-signed one.
    ///
    /// Nothing then says who it is that answers.
    public static let acceptAny = TLSPolicy(verifiesCertificate: false)
}
