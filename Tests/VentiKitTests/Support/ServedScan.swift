//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VulnerableAPIs

@testable import VentiKit

/// Fixtures that answer at a port of this machine, scanned and asked by exported scripts.
enum ServedScan {
    /// The report of a scan of the flawed build.
    static func report(of entry: CatalogueEntry) async throws -> ScanReport {
        let api = entry.flawed
        return try await withServer(api) { port in
            try await NativeScanner().scan(request(for: api, port, entry))
        }
    }

    private static func request(for api: VulnerableAPI, _ port: Int, _ entry: CatalogueEntry) -> ScanRequest {
        var policy = ScanPolicy()
        policy.requestsPerSecond = nil
        policy.checks = [entry.checkID]
        policy.take(entry)
        return ScanRequest(
            document: .bytes(Array(api.document.utf8), name: "openapi.yaml"),
            target: "http://127.0.0.1:\(port)",
            identities: api.accounts.map { InProcessScan.identity(for: $0, login: api.login) },
            policy: policy
        )
    }

    /// Runs an exported script against a build, with what its identities show in the environment.
    static func run(
        _ script: String,
        _ finding: Finding,
        _ report: ScanReport,
        against api: VulnerableAPI,
        _ entry: CatalogueEntry
    ) async throws -> ShellRun.Result {
        try await withServer(api) { port in
            var environment = try await credentials(finding, report, request(for: api, port, entry))
            environment["BASE_URL"] = "http://127.0.0.1:\(port)"
            return try await ShellRun(script, environment: environment).result()
        }
    }

    /// The variables of the identities that a proof names, logged in or registered as a person would do it by hand.
    private static func credentials(
        _ finding: Finding,
        _ report: ScanReport,
        _ scan: ScanRequest
    ) async throws -> [String: String] {
        try await NativeScanner().withClient(for: scan) { client, description in
            var request = ReplayRequest(
                report,
                document: scan.document,
                identities: scan.identities,
                policy: scan.policy
            )
            request.findings = [finding]
            let operations = AccountOperations(in: description)
            let people = try await ReplayIdentities(
                request: request,
                description: description,
                operations: operations,
                client: client
            ).prepare()
            let session = ScanSession(
                description: description,
                policy: scan.policy,
                identities: people.identities,
                accountOperations: operations,
                client: client,
                passiveChecks: []
            )
            session.withState { $0.accounts = people.accounts }
            var variables: [String: String] = [:]
            for (name, value) in session.replayValues { variables[name.uppercased()] = value }
            for identity in session.sessions {
                try await identity.renew()
                let name = identity.identity.name
                let token = ShellScript.environmentVariable(.init(text: "", owner: name, kind: "token"))
                let password = ShellScript.environmentVariable(.init(text: "", owner: name, kind: "password"))
                variables[token] = await identity.currentToken?.withExposedValue { $0 }
                if case .basic(let username, let secret) = identity.identity.credential {
                    variables[token] = secret.withExposedValue { Base64.encode("\(username):\($0)".utf8) }
                }
                variables[password] = identity.identity.credential.secret.withExposedValue { $0 }
            }
            return variables
        }
    }
}
