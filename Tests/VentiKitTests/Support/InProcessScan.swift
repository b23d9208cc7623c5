//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit
import VulnerableAPIs

/// A scan of a fixture in this process, through the whole engine.
enum InProcessScan {
    /// Scans a fixture with its accounts, as fast as it answers.
    static func run(
        _ api: VulnerableAPI,
        checks: [String] = [],
        change: (inout ScanPolicy) -> Void = { _ in }
    ) async throws -> ScanReport {
        let target = "\(api.scheme)://\(api.host)"
        var configuration = NativeScanner.Configuration()
        configuration.transport = CountedTimeTransport(
            handler: InProcessTransport(target: try TargetURL(target), handler: api.handler)
        )
        var policy = ScanPolicy()
        policy.requestsPerSecond = nil
        policy.checks = checks
        change(&policy)
        let request = ScanRequest(
            document: .bytes(Array(api.document.utf8), name: "openapi.yaml"),
            target: target,
            identities: api.accounts.map { identity(for: $0, login: api.login) },
            policy: policy
        )
        return try await NativeScanner(configuration).scan(request)
    }

    static func identity(for account: DemoAccount, login: DemoLogin?) -> Identity {
        let credential: Identity.Credential =
            switch account.credential {
            case .bearer(let token): .bearer(Secret(token))
            case .header(let name, let value): .apiKey(name: name, location: .header, value: Secret(value))
            case .query(let name, let value): .apiKey(name: name, location: .query, value: Secret(value))
            case .cookie(let name, let value): .cookie(name: name, value: Secret(value))
            case nil:
                .login(
                    LoginRecipe(
                        username: account.username,
                        password: Secret(account.password),
                        extraction: login.map { login in
                            login.cookieName.map { .cookie($0) } ?? .jsonPointer(login.tokenPointer)
                        }
                    )
                )
            }
        return Identity(account.name, role: account.role, credential: credential)
    }
}
