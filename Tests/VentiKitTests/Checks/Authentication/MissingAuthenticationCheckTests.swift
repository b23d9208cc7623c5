//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct MissingAuthenticationCheckTests {
    /// An API whose document wants a token for its news.
    private func severities(_ respond: @escaping TinyAPI.Respond) async throws -> [Severity] {
        let api = TinyAPI([APIOperation("GET /news").protected], respond: respond)
        let ann = Identity("ann", credential: .bearer(Secret("token-of-ann")))
        let report = try await api.scan(as: [ann], checks: CheckSet([MissingAuthenticationCheck()]))
        return report.findings.map(\.severity)
    }

    @Test func whatLooksAtNoTokenIsHigh() async throws {
        #expect(try await severities { _ in .json(#"{"news":"none"}"#) } == [.high])
    }

    @Test func whatRefusesAWrongTokenButNeedsNoneIsLow() async throws {
        let found = try await severities { request in
            [nil, "token-of-ann"].contains(request.bearer) ? .json(#"{"news":"none"}"#) : .unauthorized
        }
        #expect(found == [.low])
    }

    @Test func whatWantsATokenIsFine() async throws {
        let found = try await severities { $0.bearer == nil ? .unauthorized : .json(#"{"news":"none"}"#) }
        #expect(found.isEmpty)
    }
}
