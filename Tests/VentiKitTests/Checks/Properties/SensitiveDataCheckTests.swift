//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct SensitiveDataCheckTests {
    private let check = SensitiveDataCheck()
    // Put together here, so that nobody takes the source for a leak.
    private static let github = "ghp_" + "Qm7Rk2VxZp9LcT4bNw8HsJ3dFy6GaE26z0XS"
    private static let amazon = "AKIA" + "Q7Z3LMW5RK2XVN4T"
    private static let stripe = "sk_live_" + "4Tq9ZbR2xLm7Vw3KcY8NsD1F"
    private static let google = "AIza" + "SyQ4r8Tn2Lk_7Vw-3KcY8NsD1FzXb5Gh0Pm"
    private static let key =
        "-----BEGIN RSA PRIVATE KEY-----\\nMIIEowIBAAKCAQEAu1SU1LfVLPHCozMxH2Mo4lgOEePzNm0tRgeLezV6ffAt0gun\\n"
        + "VTLw7onLRnrq0/IzW7yWR7QkrmBL7jTKEn5u+qKhbwKfBstIs+bMY2Zkp18gnTxK\\n"

    private func products(_ body: String, _ change: (inout HTTPExchange) -> Void = { _ in }) -> [String] {
        var exchange = HTTPExchange.fixture(body, identity: "alice")
        change(&exchange)
        let findings = check.inspect(exchange)
        for finding in findings { #expect(finding.isProven(by: exchange)) }
        return findings.map(\.evidenceClass)
    }

    @Test(arguments: [
        (github, "GitHub token"), (amazon, "AWS access key id"), (stripe, "Stripe secret key"),
        (google, "Google API key"),
        (key, "private key"),
    ])
    func keysAreKnownByTheirForm(value: String, product: String) {
        #expect(products(#"{"note":"x","setting":"\#(value)"}"#) == [product])
    }

    @Test(arguments: [
        "ghp_Qm7Rk2VxZp9LcT4bNw8HsJ3dFy6GaE26z0XT", "ghp_Qm7Rk2", "AKIAIOSFODNN7EXAMPLE", "AKIAAAAAAAAAAAAAAAAA",
        "AKIA1111111111111111", "sk_test_4Tq9ZbR2xLm7Vw3KcY8NsD1F", "sk_live_xxxxxxxxxxxxxxxxxxxxxxxx",
        "-----BEGIN PUBLIC KEY-----", "-----BEGIN PRIVATE KEY-----…", "xAKIAQ7Z3LMW5RK2XVN4T",
    ])
    func whatOnlyLooksLikeAKeyIsNone(value: String) {
        #expect(products(#"{"setting":"\#(value)"}"#) == [])
    }

    @Test(arguments: [
        "4539718203947162", "5403129856471205", "371409275816399", "4539 7182 0394 7162", "4539-7182-0394-7162",
    ])
    func cardNumbersNeedTheirChecksumAndAName(number: String) {
        #expect(products(#"{"cardNumber":"\#(number)"}"#) == ["payment card number"])
        #expect(products(#"{"orderNumber":"\#(number)"}"#) == [])
        #expect(products(#"{"cardNumber":"\#(number.dropLast())\#(number.last == "2" ? "3" : "2")"}"#) == [])
    }

    @Test(arguments: [
        "4242424242424242", "************7162", "1539718203947162", "45397182039471621", "1764104348000000",
    ])
    func otherNumbersBesideACardAreNone(number: String) {
        #expect(products(#"{"card":{"id":"\#(number)"}}"#) == [])
    }

    @Test func accountNumbersCountForNobodyOnly() {
        let body = #"{"iban":"DE02120300000000202051"}"#
        #expect(products(body) == [])
        #expect(products(body) { $0.identity = nil } == ["bank account number"])
        #expect(products(#"{"iban":"DE02120300000000202052"}"#) { $0.identity = nil } == [])
        #expect(products(#"{"iban":"DE0212030000000020205"}"#) { $0.identity = nil } == [])
    }

    @Test func whatWasSentOrIsIssuedOrDocumentedDoesNotCount() {
        let body = #"{"setting":"\#(Self.amazon)"}"#
        #expect(products(body) { $0.request.body = Array(body.utf8) } == [])
        #expect(products(body) { $0.request.method = "POST" } == [])
        #expect(products(body) { $0.purpose = .replay } == [])
        let content = APIContent(
            mediaType: "application/json",
            examples: [.object([.init("setting", .string(Self.amazon))])]
        )
        let documented = APIOperation(method: "GET", path: "/", responses: ["200": APIResponse(contents: [content])])
        #expect(products(body) { $0.operation = documented } == [])
    }

    @Test func theEvidenceDoesNotShowTheKey() {
        let exchange = HTTPExchange.fixture(#"{"setting":"\#(Self.github)"}"#)
        let excerpt = check.inspect(exchange).first?.proof?.steps.first?.response?.bodyExcerpt
        #expect(excerpt?.contains("setting") == true)
        #expect(excerpt?.contains(Self.github) == false)
    }

    @Test(arguments: ["4539718203947162", "9", "A", "AKIA", "ghp_", "-----BEGIN PRIVATE KEY-----", "card4", "iban DE"])
    func hostileBodiesEnd(unit: String) {
        let body = String(repeating: unit, count: (1 << 18) / unit.utf8.count)
        _ = check.inspect(HTTPExchange.fixture(body))
        let library = SignatureLibrary.default
        let bytes = Array(body.utf8)
        #expect(library.match("sensitive-data", in: bytes) == library.matchWithoutFilter("sensitive-data", in: bytes))
    }
}
