//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import NIOSSL
import Testing

@testable import VentiKit

/// What is read of certificates, whole and damaged.
struct CertificateFactsTests {
    /// Self-signed, made by OpenSSL.
    static let rsa = """
        -----BEGIN CERTIFICATE-----
        MIIDxDCCAqygAwIBAgIDChssMA0GCSqGSIb3DQEBCwUAMEkxCzAJBgNVBAYTAkRF
        MQ8wDQYDVQQKDAZBLCAiQiIxETAPBgNVBAMMCG9sZCBuYW1lMRYwFAYDVQQDDA0q
        LmV4YW1wbGUuY29tMCAXDTI2MTEyNTE4MDQyOVoYDzIxMjYxMTAxMTgwNDI5WjBJ
        MQswCQYDVQQGEwJERTEPMA0GA1UECgwGQSwgIkIiMREwDwYDVQQDDAhvbGQgbmFt
        ZTEWMBQGA1UEAwwNKi5leGFtcGxlLmNvbTCCASIwDQYJKoZIhvcNAQEBBQADggEP
        ADCCAQoCggEBALEdjpTWfsv8HQU8i3AZs7HK9X/eazYfQ584TiuPGg9+vG9mqgDn
        jUt7WPrOg1+5EtERIY3sgUSfMISPdWScoX36ZtAEmO0rb7vCtpk7jEbsuERmPiXh
        dsz8kutM0ZEjzeDbflF6s8vMh3lSIUSRDNpX6Dfx1pwiabHwzVX5W0o9+w5F4AYU
        nqg7zh+tSH0cmEmsOOc/0RUltPOQ2aa1eqWhbqSnU/ISViv1mkB6d6RFqTW0Ow3C
        K8Xmh2Qx1j3GGBdGLFaJ7WGHczg23BQ80lEFWzdagyDP4gLiHYdxtSCHfXB2uWio
        tPkJYzBv0FyApVic65gCwydMs/NNBbrUftUCAwEAAaOBsjCBrzAdBgNVHQ4EFgQU
        9pXfOTx2tRfyy67ng9IuVhb0YWYwHwYDVR0jBBgwFoAU9pXfOTx2tRfyy67ng9Iu
        Vhb0YWYwDwYDVR0TAQH/BAUwAwEB/zBcBgNVHREEVTBTgg0qLmV4YW1wbGUuY29t
        ggtleGFtcGxlLmNvbYcQIAENuAAAAAAAAAAAAAAAAYENYUBleGFtcGxlLmNvbYYU
        aHR0cHM6Ly9leGFtcGxlLmNvbS8wDQYJKoZIhvcNAQELBQADggEBAEnG7jqD3F1s
        jXKpuKySVEKoiAMESons94CNAV+lqv8baj6OXpGu+R3uoEyTzCAdsATzGGh9UrWq
        e/lvI9/kGEuvkSxgddjoFruE7LLEyM4kRzi++0ayvgDK377/VzHq3ye8q79v9n2k
        3wlApSwLJo0rk8WIHN+3/tOu4H98n0ECJ8BHVP8ye8ODm85i+f0uvwx//7TaVwhj
        cBh1Qn8T0ZPmoj+y0NulCOChpLUelLvrWn3MCVXfNuSrJc7pAt4Wu/aTSc3aVST7
        TxdpfUhk3NosOi4ksAEe6n5FzJYpp/KAwkHt2J+SYfQDLLWvk5798lb8MLbFgOSd
        KN6F7J/aqso=
        -----END CERTIFICATE-----
        """

    static func der(_ text: String) throws -> [UInt8] {
        try NIOSSLCertificate(bytes: Array(text.utf8), format: .pem).toDERBytes()
    }

    @Test func readsAnECCertificate() throws {
        let facts = CertificateFacts(der: try Self.der(TestCertificate.certificate))
        #expect(facts.subject == "CN=localhost")
        #expect(facts.commonName == "localhost")
        #expect(facts.isSelfIssued)
        #expect(facts.subjectAlternativeNames == ["DNS:localhost", "IP:127.0.0.1"])
        #expect(facts.serialNumber == "01")
        #expect(facts.notBefore == "2020-01-01T00:00:00Z")
        #expect(facts.notAfter == "2120-01-01T00:00:00Z")
        #expect(facts.publicKeyAlgorithm == "EC")
        #expect(facts.publicKeyBits == 256)
        #expect(facts.signatureAlgorithm == "SHA256-ECDSA")
        #expect(facts.sha256Fingerprint == "202375b6ba37f6947a057a0580d0fdb96edf5a402f6ccdbeba0ee3738c951aed")
        #expect(facts.byteCount == 364)
    }

    @Test func readsAnRSACertificate() throws {
        let facts = CertificateFacts(der: try Self.der(Self.rsa))
        #expect(facts.subject == #"C=DE, O=A\, \"B\", CN=old name, CN=*.example.com"#)
        #expect(facts.commonName == "*.example.com")
        #expect(
            facts.subjectAlternativeNames == [
                "DNS:*.example.com", "DNS:example.com", "IP:2001:db8::1", "email:a@example.com",
                "URI:https://example.com/",
            ]
        )
        #expect(facts.serialNumber == "0a1b2c")
        #expect(facts.notBefore == "2026-11-25T18:04:29Z")
        #expect(facts.notAfter == "2126-11-01T18:04:29Z")
        #expect(facts.publicKeyAlgorithm == "RSA")
        #expect(facts.publicKeyBits == 2048)
        #expect(facts.signatureAlgorithm == "SHA256-RSA")
        #expect(facts.sha256Fingerprint == "649f5757dfaf9b44b948117671c9d2f1d6f4481c2d521a6741f856abd2274580")
        #expect(facts.byteCount == 968)
    }

    @Test(arguments: [TestCertificate.certificate, rsa])
    func bearsAnyEnd(text: String) throws {
        let bytes = try Self.der(text)
        for count in 0..<bytes.count {
            let facts = CertificateFacts(der: Array(bytes.prefix(count)))
            #expect(facts.byteCount == count)
            // The outermost element says how long the certificate is.
            #expect(facts.subject.isEmpty)
        }
    }

    @Test(arguments: [TestCertificate.certificate, rsa])
    func bearsAnyDamage(text: String) throws {
        let bytes = try Self.der(text)
        var generator = SeededGenerator(seed: 7)
        var different = 0
        let whole = CertificateFacts(der: bytes)
        for _ in 0..<5_000 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                damaged[Int.random(in: damaged.indices, using: &generator)] = .random(in: 0...255, using: &generator)
            }
            let facts = CertificateFacts(der: damaged)
            #expect(facts.subjectAlternativeNames.count <= 256)
            if facts.subject != whole.subject { different += 1 }
        }
        #expect(different > 50)
    }

    @Test(arguments: 0..<20)
    func bearsAnyBytes(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for count in 0..<200 {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(CertificateFacts(der: [0x30, UInt8(min(count, 127))] + bytes).byteCount == count + 2)
        }
    }

    @Test(arguments: [
        ([0x55, 0x04, 0x03], "2.5.4.3"), ([0x2a, 0x86, 0x48, 0xce, 0x3d], "1.2.840.10045"), ([0x88, 0x37], "2.999"),
        ([0x80], nil), ([], nil), ([UInt8](repeating: 0xff, count: 12) + [0x01], nil),
    ])
    func readsObjectIdentifiers(bytes: [UInt8], text: String?) {
        #expect(DERReader.Element(tag: DERReader.objectIdentifier, content: bytes[...]).objectIdentifier == text)
    }

    @Test(arguments: [
        (DERReader.utcTime, "491231235959Z", "2049-12-31T23:59:59Z"),
        (DERReader.utcTime, "500101000000Z", "1950-01-01T00:00:00Z"),
        (DERReader.generalizedTime, "20500101000000Z", "2050-01-01T00:00:00Z"),
        (DERReader.generalizedTime, "20500101000000.5Z", nil),
        (DERReader.utcTime, "490101000000+0100", nil),
        (DERReader.utcTime, "", nil),
    ])
    func readsTimes(tag: UInt8, text: String, time: String?) {
        #expect(DERReader.Element(tag: tag, content: Array(text.utf8)[...]).time == time)
    }

    @Test func readsNamesInOtherAlphabets() {
        #expect(DERReader.Element(tag: 0x1e, content: [0x04, 0x16, 0x00, 0x41, 0x00][...]).text == "ЖA")
        #expect(DERReader.Element(tag: 0x14, content: [0x41, 0xe9][...]).text == "Aé")
        #expect(DERReader.Element(tag: 0x0c, content: [0x41, 0xff][...]).text == "A\u{fffd}")
    }
}
