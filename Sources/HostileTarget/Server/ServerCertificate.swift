//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOSSL

/// A certificate of the server, each with its own flaw.
///
/// They are from 2020 to 2120 where they are not meant to be otherwise, and lead to ``HostileServer/trustRoots`` where
/// they are not meant to lead nowhere. Their keys are public, as these are.
enum ServerCertificate: Sendable {
    case valid
    case expired
    case notYetValid
    case wrongName
    case selfSigned
    case weak

    /// What a server with the certificate needs.
    ///
    /// - Parameter applicationProtocols: What the server agrees on.
    func context(applicationProtocols: [String] = []) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: [.certificate(try NIOSSLCertificate(bytes: Array(pem.utf8), format: .pem))],
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(key.utf8), format: .pem))
        )
        configuration.applicationProtocols = applicationProtocols
        return try NIOSSLContext(configuration: configuration)
    }

    private var key: String { self == .weak ? Self.shortKey : Self.key }

    private var pem: String {
        switch self {
        case .valid: Self.validPEM
        case .expired: Self.expiredPEM
        case .notYetValid: Self.notYetValidPEM
        case .wrongName: Self.wrongNamePEM
        case .selfSigned: Self.selfSignedPEM
        case .weak: Self.weakPEM
        }
    }
}
