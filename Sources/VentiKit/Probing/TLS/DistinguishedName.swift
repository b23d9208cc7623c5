//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The name of a certificate's subject or issuer.
struct DistinguishedName {
    /// Such as `CN=api.example.com, O=Example`.
    var text = ""
    /// The last common name, which is the most particular one.
    var commonName: String?

    init() {}

    init(_ element: DERReader.Element) {
        var parts: [String] = []
        for attribute in element.elements.prefix(32).flatMap(\.elements).prefix(64).map(\.elements) {
            guard let identifier = attribute.first?.objectIdentifier, attribute.count == 2 else { continue }
            let value = attribute[1].text
            if identifier == "2.5.4.3" { commonName = value }
            parts.append("\(Self.shortNames[identifier] ?? identifier)=\(Self.escaped(value))")
        }
        text = parts.joined(separator: ", ")
    }

    /// What would be taken for the end of a value stands behind a backslash (RFC 4514, 2.4).
    private static func escaped(_ value: String) -> String {
        value.map { #",+"\<>;="#.contains($0) ? "\\\($0)" : String($0) }.joined()
    }

    private static let shortNames = [
        "2.5.4.3": "CN",
        "2.5.4.5": "serialNumber",
        "2.5.4.6": "C",
        "2.5.4.7": "L",
        "2.5.4.8": "ST",
        "2.5.4.9": "street",
        "2.5.4.10": "O",
        "2.5.4.11": "OU",
        "1.2.840.113549.1.9.1": "emailAddress",
        "0.9.2342.19200300.100.1.1": "UID",
        "0.9.2342.19200300.100.1.25": "DC",
    ]
}
