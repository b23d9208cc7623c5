//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import NIOSSL

/// A self-signed certificate for `localhost` and `127.0.0.1`, valid from 2020 to 2120.
///
/// Its key is public, as this is.
enum TestCertificate {
    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBaDCCAQ2gAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
        c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
        CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABMn+e4SeRtjtuG7C
        Us0E+UPZW92M/2AzXZ2FjjobHCTrHG8bZDed0GYXVM18rxmnMR7Zqtx+L8sJUhK1
        VYO/9EqjTjBMMBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAPBgNVHRMBAf8E
        BTADAQH/MB0GA1UdDgQWBBT8jCYxATa5l9/K8J9ObQQzanWwVDAKBggqhkjOPQQD
        AgNJADBGAiEA3BSF2QF26Je9GR4QL8BTgN/qmjF5jg71HNGgS+ALfJcCIQCKA79W
        I+zuvtEhN1ZapEwI64d5DU2Yj/4zLi2Yy5mGPQ==
        -----END CERTIFICATE-----
        """

    private static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgV7b9I8GnqGjA7vTy
        /qrsb67p++N0gyIu/VU/XgqOWSehRANCAATJ/nuEnkbY7bhuwlLNBPlD2VvdjP9g
        M12dhY46Gxwk6xxvG2Q3ndBmF1TNfK8ZpzEe2arcfi/LCVIStVWDv/RK
        -----END PRIVATE KEY-----
        """

    /// What a server needs that speaks the protocols, best first.
    static func serverContext(protocols: [String] = []) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: [.certificate(try NIOSSLCertificate(bytes: Array(certificate.utf8), format: .pem))],
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(key.utf8), format: .pem))
        )
        configuration.applicationProtocols = protocols
        return try NIOSSLContext(configuration: configuration)
    }
}
