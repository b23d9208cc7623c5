//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit
import VulnerableAPIs

/// A scan of one build of a demo service over a socket of this machine, as a user would run it.
struct ServiceScan {
    let service: DemoService
    let variant: Variant

    /// What came of it.
    struct Result {
        var service: DemoService
        var variant: Variant
        var report: ScanReport
        /// The places and checks that were found, each once: the place of a finding and those that it affects.
        var found: Set<Flaw>
        /// Each finding at all of its places: its own, and those that it affects.
        var findings: [[Flaw]]
    }

    func run(seed: UInt64) async throws -> Result {
        let api = service.make(variant)
        let report = try await withServer(api) { port in
            var policy = ScanPolicy()
            policy.profile = .active
            policy.requestsPerSecond = nil
            policy.maximumRequests = 10_000
            policy.maximumSeconds = 600
            policy.seed = seed
            let request = ScanRequest(
                document: .bytes(Array(api.document.utf8), name: "\(service.name).yaml"),
                target: "http://127.0.0.1:\(port)",
                identities: api.accounts.map { Self.identity(for: $0, login: api.login) },
                policy: policy
            )
            return try await NativeScanner().scan(request)
        }
        try keep(report)
        let findings = report.findings.map { finding in
            ([finding.location.operationName] + finding.affectedOperations).map {
                Flaw(check: finding.checkID.rawValue, operation: $0)
            }
        }
        return Result(
            service: service,
            variant: variant,
            report: report,
            found: Set(findings.flatMap { $0 }),
            findings: findings
        )
    }

    /// Writes the report into the folder that `GROUND_TRUTH_REPORTS` names, for a look at what was missed and why.
    private func keep(_ report: ScanReport) throws {
        guard let folder = ProcessInfo.processInfo.environment["GROUND_TRUTH_REPORTS"] else { return }
        let path = "\(folder)/\(service.name)-\(variant.rawValue).json"
        try Data(JSONReport().text(for: report).utf8).write(to: URL(fileURLWithPath: path))
    }

    static func identity(for account: DemoAccount, login: DemoLogin?) -> Identity {
        let extraction = login.map { login in
            login.cookieName.map { LoginRecipe.Extraction.cookie($0) } ?? .jsonPointer(login.tokenPointer)
        }
        let recipe = LoginRecipe(
            username: account.username,
            password: Secret(account.password),
            extraction: extraction
        )
        return Identity(account.name, role: account.role, credential: .login(recipe))
    }
}

/// A check and the operation at which it found something, or must.
struct Flaw: Hashable {
    var check: String
    var operation: String

    /// The check's family, such as `bola`.
    var family: String {
        check.split(separator: ".").dropFirst().first.map(String.init) ?? check
    }
}
