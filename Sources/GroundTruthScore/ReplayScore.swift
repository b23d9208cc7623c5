//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit
import VulnerableAPIs

/// Replays every finding of the demo APIs from its saved report: against a new instance of the flawed build, where each
/// must still be there, and against the fixed one, where each must be gone.
struct ReplayScore {
    /// An API in both builds, and how far its scan goes.
    struct Subject: Sendable {
        var name: String
        var profile: ScanPolicy.Profile
        var make: @Sendable (Variant) -> VulnerableAPI
    }

    /// How many findings a build was right about.
    struct Count {
        var right = 0
        var all = 0
    }

    static let subjects: [Subject] =
        DemoService.all.map { Subject(name: $0.name, profile: .active, make: $0.make) } + [
            Subject(name: "demo", profile: .safe) { ParcelService($0 == .flawed ? .vulnerable : .secure).api }
        ]

    /// Prints a line for every replay that says otherwise than it must, and the figures last.
    ///
    /// - Returns: Whether every replay said what it must.
    static func run(_ names: Set<String>) async throws -> Bool {
        var total: [Variant: Count] = [:]
        for subject in subjects where names.isEmpty || names.contains(subject.name) {
            let report = try await scan(subject)
            var line = subject.name
            for variant in [Variant.flawed, .fixed] {
                let count = try await replay(report, subject, variant)
                total[variant, default: Count()].right += count.right
                total[variant, default: Count()].all += count.all
                line += "  \(variant == .flawed ? "still_there" : "fixed")=\(count.right)/\(count.all)"
            }
            print(line)
        }
        let (there, fixed) = (total[.flawed] ?? Count(), total[.fixed] ?? Count())
        print("replay: still_there=\(there.right)/\(there.all) fixed=\(fixed.right)/\(fixed.all)")
        return there.all > 0 && there.right == there.all && fixed.right == fixed.all
    }

    /// The report of a scan of the flawed build, as it is read back from a file.
    private static func scan(_ subject: Subject) async throws -> ScanReport {
        let api = subject.make(.flawed)
        return try await withServer(api) { port in
            let request = ScanRequest(
                document: .bytes(Array(api.document.utf8), name: "\(subject.name).yaml"),
                target: "http://127.0.0.1:\(port)",
                identities: api.accounts.map { ServiceScan.identity(for: $0, login: api.login) },
                policy: policy(subject.profile)
            )
            let report = try await NativeScanner().scan(request)
            let saved = try JSONReport().text(for: report)
            if let folder = ProcessInfo.processInfo.environment["GROUND_TRUTH_REPORTS"] {
                try Data(saved.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(subject.name)-replay.json"))
            }
            return try JSONReport.report(from: Array(saved.utf8))
        }
    }

    private static func replay(_ report: ScanReport, _ subject: Subject, _ variant: Variant) async throws -> Count {
        let api = subject.make(variant)
        return try await withServer(api) { port in
            var request = ReplayRequest(
                report,
                document: .bytes(Array(api.document.utf8), name: "\(subject.name).yaml"),
                identities: api.accounts.map { ServiceScan.identity(for: $0, login: api.login) },
                policy: policy(subject.profile)
            )
            request.target = "http://127.0.0.1:\(port)"
            var count = Count()
            for result in try await FindingReplay().run(request) {
                count.all += 1
                if isRight(result.outcome, variant) {
                    count.right += 1
                } else {
                    let finding = result.finding
                    print("  \(subject.name) \(variant): \(finding.checkID) \(finding.location.operationName)")
                    print("    \(words(result.outcome))")
                }
            }
            return count
        }
    }

    private static func isRight(_ outcome: ReplayOutcome, _ variant: Variant) -> Bool {
        switch outcome {
        case .stillThere: variant == .flawed
        case .fixed: variant == .fixed
        case .cannotTell: false
        }
    }

    private static func words(_ outcome: ReplayOutcome) -> String {
        switch outcome {
        case .stillThere: "still there"
        case .fixed(let difference): "fixed: \(difference.expected), but \(difference.observed)"
        case .cannotTell(let reason, _): "cannot tell: \(reason)"
        }
    }

    private static func policy(_ profile: ScanPolicy.Profile) -> ScanPolicy {
        var policy = ScanPolicy()
        policy.profile = profile
        policy.requestsPerSecond = nil
        policy.maximumRequests = 10_000
        policy.maximumSeconds = 600
        policy.seed = 1
        return policy
    }
}
