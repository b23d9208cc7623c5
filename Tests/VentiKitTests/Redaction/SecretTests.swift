//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit

struct SecretTests {
    private static let canary = "s3cr3t-canary-value"
    private static let secret = Secret(canary)

    @Test(arguments: [
        Self.secret.description, Self.secret.debugDescription, "\(Self.secret)", String(describing: Self.secret),
        String(reflecting: Self.secret), "\([Self.secret])", "\(Optional(Self.secret) as Any)",
        "\(["k": Self.secret])", String(describing: Mirror(reflecting: Self.secret).children.map(\.value)),
        String(reflecting: Identity("a", bearer: Self.canary)),
        "\(Identity("a", username: "u", password: Self.canary))",
        "\(ScanRequest(document: .file("f"), target: "t", identities: [Identity("a", bearer: Self.canary)]))",
    ])
    func cannotBePrinted(_ text: String) {
        #expect(!text.contains(Self.canary))
    }

    @Test func cannotBeDumped() {
        var text = ""
        dump(Self.secret, to: &text)
        dump(Identity("a", bearer: Self.canary), to: &text)
        dump(
            ScanRequest(document: .file("f"), target: "t", identities: [Identity("a", bearer: Self.canary)]),
            to: &text
        )
        #expect(text.contains("<redacted>"))
        #expect(!text.contains(Self.canary))
    }

    @Test func isNotCodable() {
        #expect((Self.secret as Any) as? any Encodable == nil)
        #expect((Self.secret as Any) as? any Decodable == nil)
    }

    @Test func givesItsValueToTheClosureOnly() {
        #expect(Self.secret.withExposedValue { $0 } == Self.canary)
        #expect(!Self.secret.isEmpty)
        #expect(Secret("").isEmpty)
    }

    @Test func equalSecretsAreEqual() {
        #expect(Secret("a") == Secret("a"))
        #expect(Secret("a") != Secret("b"))
    }
}
