//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct PassiveCheckSetTests {
    @Test func everyCheckIsNamedAndExplained() {
        let checks = CheckSet.passiveDefaults
        #expect(checks.count == 15)
        #expect(Set(checks.map(\.metadata.id)).count == checks.count)
        for metadata in checks.map(\.metadata) {
            #expect(metadata.id.rawValue.hasPrefix("venti."))
            #expect(!metadata.explanation.isEmpty && !metadata.remediation.isEmpty)
            #expect(metadata.profile == .passive)
        }
    }

    @Test func noCheckSpeaksAboutAnUnrelatedAnswer() {
        let headers: HeaderLines = [
            "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store",
            "Strict-Transport-Security": "max-age=63072000",
            "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'", "Server": "web",
        ]
        let exchange = HTTPExchange.fixture(
            #"{"items":[{"id":1,"title":"Blue"},{"id":2,"title":"Red"}]}"#,
            headers: headers,
            identity: "alice",
            isEncrypted: true
        )
        for check in CheckSet.passiveDefaults.compactMap({ $0 as? any PassiveCheck }) {
            #expect(check.inspect(exchange).isEmpty, "\(check.metadata.id)")
        }
    }

    @Test(arguments: ["[", #"{"a":"#, "\nat ", "{\"password\":", "\u{0}", "<a "])
    func everyCheckEndsOnHostileBodies(unit: String) {
        let body = String(repeating: unit, count: (1 << 17) / unit.utf8.count)
        for type in ["application/json", "text/html"] {
            let exchange = HTTPExchange.fixture(body, status: 200, type: type, identity: "alice")
            for check in [StackTraceCheck(), DisclosedSecretCheck(), DebugEndpointCheck()] as [any PassiveCheck] {
                #expect(check.inspect(exchange).isEmpty)
            }
        }
    }
}
