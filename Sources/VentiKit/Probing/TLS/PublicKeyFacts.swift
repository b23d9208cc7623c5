//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The kind and length of a certificate's key.
struct PublicKeyFacts {
    var algorithm = ""
    var bits: Int?

    init() {}

    /// Reads a SubjectPublicKeyInfo (RFC 5280, 4.1).
    init(_ element: DERReader.Element) {
        let parts = element.elements
        let identifiers = parts.first?.elements ?? []
        guard let identifier = identifiers.first?.objectIdentifier else { return }
        switch identifier {
        case "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10":
            algorithm = "RSA"
            bits = parts.dropFirst().first.flatMap(Self.modulusBits)
        case "1.2.840.10045.2.1":
            algorithm = "EC"
            bits = identifiers.dropFirst().first?.objectIdentifier.flatMap { Self.curveBits[$0] }
        case "1.3.101.112": (algorithm, bits) = ("Ed25519", 256)
        case "1.3.101.113": (algorithm, bits) = ("Ed448", 456)
        default: algorithm = identifier
        }
    }

    /// The length of the number that begins the key within the bit string.
    private static func modulusBits(_ key: DERReader.Element) -> Int? {
        guard key.tag == DERReader.bitString,
            let numbers = DERReader(key.content.dropFirst()).first(where: { _ in true })?.elements,
            let modulus = numbers.first, modulus.tag == DERReader.integer
        else { return nil }
        let digits = modulus.content.drop { $0 == 0 }
        return digits.first.map { digits.count * 8 - $0.leadingZeroBitCount }
    }

    private static let curveBits = [
        "1.2.840.10045.3.1.7": 256,
        "1.3.132.0.10": 256,
        "1.3.132.0.33": 224,
        "1.3.132.0.34": 384,
        "1.3.132.0.35": 521,
    ]
}
