//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import Crypto

/// What an X.509 certificate says (RFC 5280).
///
/// A part that cannot be read is empty or `nil`, and the others are there all the same.
public struct CertificateFacts: Sendable, Hashable, Codable {
    /// Whom it is for, such as `CN=api.example.com, O=Example`, in the order in which it stands there.
    public var subject: String
    /// The last common name of the subject.
    public var commonName: String?
    /// Who issued it, in the form of ``subject``.
    public var issuer: String
    /// The names that it is valid for, such as `DNS:api.example.com` and `IP:127.0.0.1`, at most 256.
    public var subjectAlternativeNames: [String] = []
    /// The serial number in hexadecimal digits.
    public var serialNumber: String
    /// The first moment of its validity, in RFC 3339 form in UTC.
    public var notBefore: String?
    /// The last moment of its validity, in RFC 3339 form in UTC.
    public var notAfter: String?
    /// The kind of its key, such as `RSA`, `EC` or `Ed25519`; the object identifier of one that has no name here.
    public var publicKeyAlgorithm: String
    /// The length of its key; `nil` where it is not known.
    public var publicKeyBits: Int?
    /// How it is signed, such as `SHA256-RSA`; the object identifier of a way that has no name here.
    public var signatureAlgorithm: String
    /// The SHA-256 of its bytes, in hexadecimal digits.
    public var sha256Fingerprint: String
    /// The number of its bytes.
    public var byteCount: Int

    /// Whether it names itself as its issuer.
    public var isSelfIssued: Bool { !subject.isEmpty && subject == issuer }

    /// Reads a certificate in DER form; no bytes make it fail.
    public init(der bytes: [UInt8]) {
        let fields = CertificateFields(der: bytes)
        subject = fields.subject.text
        commonName = fields.subject.commonName
        issuer = fields.issuer.text
        subjectAlternativeNames = fields.alternativeNames
        serialNumber = Self.hexadecimal(fields.serialNumber)
        notBefore = fields.notBefore
        notAfter = fields.notAfter
        publicKeyAlgorithm = fields.key.algorithm
        publicKeyBits = fields.key.bits
        signatureAlgorithm = fields.signatureAlgorithm
        sha256Fingerprint = Self.hexadecimal(SHA256.hash(data: bytes))
        byteCount = bytes.count
    }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
