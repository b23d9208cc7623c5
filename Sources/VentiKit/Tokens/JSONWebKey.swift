//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A public key as JSON Web Keys give it (RFC 7517; RFC 7518, 6; RFC 8037, 2).
struct JSONWebKey: Sendable, Hashable {
    /// The curves of RFC 7518, 6.2.1.1.
    enum Curve: String, Sendable, Hashable {
        case p256 = "P-256"
        case p384 = "P-384"
        case p521 = "P-521"

        /// The bytes of a coordinate.
        var coordinateLength: Int {
            switch self {
            case .p256: 32
            case .p384: 48
            case .p521: 66
            }
        }
    }

    /// What the key is, its numbers in network order.
    enum Material: Sendable, Hashable {
        case rsa(modulus: [UInt8], exponent: [UInt8])
        case point(Curve, x: [UInt8], y: [UInt8])
        case ed25519([UInt8])
    }

    var material: Material
    /// The `kid`, where there is one.
    var keyID: String?
    /// The JSON object as it was read, or as it is written.
    private(set) var json: JSONValue

    /// The modulus or the first coordinate as it was written, by which the key is known again.
    var mark: String { (json["n"] ?? json["x"])?.stringValue ?? "" }

    /// Reads a public key; `nil` for secrets and for kinds that are not understood.
    init?(_ json: JSONValue) {
        func bytes(_ name: String) -> [UInt8]? {
            json[name]?.stringValue.flatMap { Base64.decode($0) }.flatMap { $0.isEmpty || $0.count > 2_048 ? nil : $0 }
        }
        switch json["kty"]?.stringValue {
        case "RSA":
            guard let modulus = bytes("n"), let exponent = bytes("e") else { return nil }
            material = .rsa(modulus: modulus, exponent: exponent)
        case "EC":
            guard let curve = json["crv"]?.stringValue.flatMap(Curve.init(rawValue:)), let x = bytes("x"),
                let y = bytes("y"), max(x.count, y.count) <= curve.coordinateLength
            else { return nil }
            material = .point(curve, x: Self.padded(x, for: curve), y: Self.padded(y, for: curve))
        case "OKP":
            guard json["crv"]?.stringValue == "Ed25519", let x = bytes("x"), x.count == 32 else { return nil }
            material = .ed25519(x)
        default: return nil
        }
        keyID = json["kid"]?.stringValue
        self.json = json
    }

    static func rsa(modulus: [UInt8], exponent: [UInt8]) -> JSONWebKey {
        JSONWebKey(
            .rsa(modulus: modulus, exponent: exponent),
            [("kty", "RSA"), ("n", Base64.encodeURLSafe(modulus)), ("e", Base64.encodeURLSafe(exponent))]
        )
    }

    /// A point of a curve as its two coordinates, one after the other.
    static func point(_ curve: Curve, _ coordinates: [UInt8]) -> JSONWebKey {
        let (x, y) = (
            Array(coordinates.prefix(curve.coordinateLength)), Array(coordinates.suffix(curve.coordinateLength))
        )
        return JSONWebKey(
            .point(curve, x: x, y: y),
            [
                ("kty", "EC"), ("crv", curve.rawValue), ("x", Base64.encodeURLSafe(x)), ("y", Base64.encodeURLSafe(y)),
            ]
        )
    }

    static func ed25519(_ bytes: [UInt8]) -> JSONWebKey {
        JSONWebKey(.ed25519(bytes), [("kty", "OKP"), ("crv", "Ed25519"), ("x", Base64.encodeURLSafe(bytes))])
    }

    private init(_ material: Material, _ members: [(String, String)]) {
        self.material = material
        json = .object(members.map { .init($0.0, .string($0.1)) })
    }

    private static func padded(_ coordinate: [UInt8], for curve: Curve) -> [UInt8] {
        Array(repeating: 0, count: curve.coordinateLength - coordinate.count) + coordinate
    }
}
