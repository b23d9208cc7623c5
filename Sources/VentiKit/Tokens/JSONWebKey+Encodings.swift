//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The texts and bytes that programs keep a public key as, any of which a careless one may take for an HMAC secret.
extension JSONWebKey {
    /// A form of the key, and what it is called.
    struct Encoding: Sendable, Hashable {
        var name: String
        var bytes: [UInt8]
    }

    /// The forms, the usual ones first, each once.
    var encodings: [Encoding] {
        var all: [Encoding] = []
        func add(_ name: String, _ bytes: [UInt8]) { all.append(Encoding(name: name, bytes: bytes)) }
        func addText(_ name: String, _ text: String) {
            add("\(name), line feed at its end", Array((text + "\n").utf8))
            add(name, Array(text.utf8))
            add("\(name), CR LF", Array((text.replacing("\n", with: "\r\n") + "\r\n").utf8))
        }
        addText("PEM (SPKI)", Self.pem(subjectPublicKeyInfo, label: "PUBLIC KEY"))
        add("DER (SPKI)", subjectPublicKeyInfo)
        if let pkcs1 {
            addText("PEM (PKCS #1)", Self.pem(pkcs1, label: "RSA PUBLIC KEY"))
            add("DER (PKCS #1)", pkcs1)
        }
        add("Base64 of the DER", Array(Base64.encode(subjectPublicKeyInfo).utf8))
        add("JWK", json.serializedJSON())
        switch material {
        case .rsa(let modulus, _): add("modulus", Array(Base64.encodeURLSafe(modulus).utf8))
        case .point(_, let x, let y): add("point", [4] + x + y)
        case .ed25519(let bytes): add("point", bytes)
        }
        return all
    }

    /// The key with its algorithm (RFC 5280, 4.1.2.7) in DER.
    var subjectPublicKeyInfo: [UInt8] {
        typealias DER = DistinguishedEncoding
        switch material {
        case .rsa:
            let algorithm = DER.objectIdentifier([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01])
            return DER.sequence(DER.sequence(algorithm, DER.null), DER.bitString(pkcs1 ?? []))
        case .point(let curve, let x, let y):
            let algorithm = DER.objectIdentifier([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01])
            let parameters = DER.objectIdentifier(curve.objectIdentifier)
            return DER.sequence(DER.sequence(algorithm, parameters), DER.bitString([4] + x + y))
        case .ed25519(let bytes):
            return DER.sequence(DER.sequence(DER.objectIdentifier([0x2b, 0x65, 0x70])), DER.bitString(bytes))
        }
    }

    /// The numbers of an RSA key (RFC 8017, A.1.1) in DER.
    var pkcs1: [UInt8]? {
        guard case .rsa(let modulus, let exponent) = material else { return nil }
        return DistinguishedEncoding.sequence(
            DistinguishedEncoding.integer(modulus),
            DistinguishedEncoding.integer(exponent)
        )
    }

    /// The text form (RFC 7468) without a line feed at its end.
    static func pem(_ der: [UInt8], label: String) -> String {
        var rest = Base64.encode(der)[...]
        var lines = ["-----BEGIN \(label)-----"]
        while !rest.isEmpty {
            lines.append(String(rest.prefix(64)))
            rest = rest.dropFirst(64)
        }
        return (lines + ["-----END \(label)-----"]).joined(separator: "\n")
    }
}

extension JSONWebKey.Curve {
    fileprivate var objectIdentifier: [UInt8] {
        switch self {
        case .p256: [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07]
        case .p384: [0x2b, 0x81, 0x04, 0x00, 0x22]
        case .p521: [0x2b, 0x81, 0x04, 0x00, 0x23]
        }
    }
}
