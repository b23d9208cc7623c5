//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The parts of a certificate, as far as they can be read.
///
/// NIOSSL shows only serial number and validity, and a package for X.509 would be fetched by everybody who uses
/// VentiKit, for fields that are a walk over the encoding. Nothing here decides whether a certificate is accepted.
struct CertificateFields {
    var serialNumber: [UInt8] = []
    var signatureAlgorithm = ""
    var issuer = DistinguishedName()
    var subject = DistinguishedName()
    var notBefore: String?
    var notAfter: String?
    var key = PublicKeyFacts()
    var alternativeNames: [String] = []

    init(der bytes: [UInt8]) {
        guard let certificate = DERReader(bytes[...]).first(where: { _ in true }), certificate.tag == DERReader.sequence
        else { return }
        var parts = certificate.elements[...]
        guard let content = parts.popFirst(), content.tag == DERReader.sequence else { return }
        signatureAlgorithm = parts.first.map(Self.signatureName) ?? ""
        var fields = content.elements[...]
        // The version.
        if fields.first?.tag == 0xa0 { fields.removeFirst() }
        serialNumber = Array(fields.popFirst().flatMap { $0.tag == DERReader.integer ? $0.content : nil } ?? [])
        _ = fields.popFirst()
        issuer = fields.popFirst().map(DistinguishedName.init) ?? DistinguishedName()
        let validity = fields.popFirst()?.elements ?? []
        notBefore = validity.first?.time
        notAfter = validity.dropFirst().first?.time
        subject = fields.popFirst().map(DistinguishedName.init) ?? DistinguishedName()
        key = fields.popFirst().map(PublicKeyFacts.init) ?? PublicKeyFacts()
        if let extensions = fields.first(where: { $0.tag == 0xa3 })?.elements.first {
            alternativeNames = Self.alternativeNames(extensions)
        }
    }

    private static func signatureName(_ algorithm: DERReader.Element) -> String {
        guard let identifier = algorithm.elements.first?.objectIdentifier else { return "" }
        return signatureNames[identifier] ?? identifier
    }

    private static func alternativeNames(_ extensions: DERReader.Element) -> [String] {
        for parts in extensions.elements.map(\.elements) where parts.first?.objectIdentifier == "2.5.29.17" {
            guard let value = parts.last, value.tag == DERReader.octetString else { continue }
            let names = DERReader(value.content).first { _ in true }?.elements ?? []
            return names.prefix(256).compactMap(alternativeName)
        }
        return []
    }

    /// The tags are those of RFC 5280, 4.2.1.6.
    private static func alternativeName(_ name: DERReader.Element) -> String? {
        switch name.tag {
        case 0x81: "email:\(name.text)"
        case 0x82: "DNS:\(name.text)"
        case 0x86: "URI:\(name.text)"
        case 0x87: NetworkAddress(bytes: Array(name.content)).map { "IP:\($0)" }
        default: nil
        }
    }

    private static let signatureNames = [
        "1.2.840.113549.1.1.4": "MD5-RSA",
        "1.2.840.113549.1.1.5": "SHA1-RSA",
        "1.2.840.113549.1.1.10": "RSASSA-PSS",
        "1.2.840.113549.1.1.11": "SHA256-RSA",
        "1.2.840.113549.1.1.12": "SHA384-RSA",
        "1.2.840.113549.1.1.13": "SHA512-RSA",
        "1.2.840.10045.4.1": "SHA1-ECDSA",
        "1.2.840.10045.4.3.2": "SHA256-ECDSA",
        "1.2.840.10045.4.3.3": "SHA384-ECDSA",
        "1.2.840.10045.4.3.4": "SHA512-ECDSA",
        "1.3.101.112": "Ed25519",
        "1.3.101.113": "Ed448",
    ]
}
