//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension VulnerableAPI {
    /// An API of the catalogue: careful in everything that its routes do not undo.
    static func fixture(
        _ name: String,
        _ variant: Variant,
        _ document: FixtureDocument,
        accounts: [DemoAccount] = [],
        login: DemoLogin? = nil,
        routes: (inout Router) -> Void
    ) -> VulnerableAPI {
        var router = Router()
        router.finish = { _, answer in Fixture.careful(answer) }
        routes(&router)
        return VulnerableAPI(
            name: "\(name)-\(variant.rawValue)",
            document: document.text,
            accounts: accounts,
            login: login,
            handler: router.handler
        )
    }
}

/// What the fixtures share.
enum Fixture {
    /// The fields that keep browsers from doing harm.
    static func careful(_ answer: Answer) -> Answer {
        answer
            .with("X-Content-Type-Options", "nosniff")
            .with("Cache-Control", "no-store")
            .with("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
            .with("X-Frame-Options", "DENY")
            .with("Referrer-Policy", "no-referrer")
            .with("Strict-Transport-Security", "max-age=31536000")
    }

    /// Differs in every answer, as a request id does.
    static var requestID: JSON { .string(String(UInt64.random(in: .min ... .max), radix: 16)) }

    /// The time in milliseconds, which differs in almost every answer.
    static var timestamp: JSON { .integer(Int(Date().timeIntervalSince1970 * 1000)) }

    static func randomSecret() -> String {
        (0..<4).map { _ in String(UInt64.random(in: .min ... .max), radix: 16) }.joined()
    }

    /// What a single-page application answers to every path.
    static let page = """
        <!doctype html><html><head><title>Console</title></head><body><div id="root"></div>
        <p>Metrics, environment, heap dump and actuator links are in the menu under Debug.</p></body></html>
        """
}
