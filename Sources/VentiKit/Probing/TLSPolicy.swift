//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// How far a TLS server is trusted, and what is agreed upon with it.
public struct TLSPolicy: Sendable, Hashable, Codable {
    /// Whether the certificate must be valid, lead to a trusted root and name the host.
    public var verifiesCertificate: Bool
    /// Certificates in PEM that are trusted as roots beside those of the system.
    ///
    /// Defaults to none.
    public var additionalTrustRoots: [String]
    /// Whether the server may choose HTTP/2.
    ///
    /// Defaults to `true`; with `false`, only HTTP/1.1 is offered.
    public var offersHTTP2: Bool = true

    /// A policy, with roots in PEM beside those of the system.
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

extension TLSPolicy {
    // Not private: the synthesised encoding lives outside of this extension.
    enum CodingKeys: String, CodingKey {
        case verifiesCertificate, additionalTrustRoots, offersHTTP2
    }

    /// Reads a policy; what else than ``verifiesCertificate`` is missing has its default.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            verifiesCertificate: try container.decode(Bool.self, forKey: .verifiesCertificate),
            additionalTrustRoots: try container.decodeIfPresent([String].self, forKey: .additionalTrustRoots) ?? []
        )
        offersHTTP2 = try container.decodeIfPresent(Bool.self, forKey: .offersHTTP2) ?? true
    }
}
