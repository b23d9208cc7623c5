//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit
import VulnerableAPIs

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Scans both builds of every demo service and says how much of what is known was found, and what was found wrongly.
///
/// `GroundTruthScore [SERVICE…]`: with names, only those. Exits 1 where recall is below 0.9 or anything is found in a fixed
/// build. `GroundTruthScore replay [SERVICE…]` replays the findings instead, and exits 1 where one is called otherwise
/// than it must.
@main
struct GroundTruthScore {
    static func main() async throws {
        if CommandLine.arguments.dropFirst().first == "replay" {
            exit(try await ReplayScore.run(Set(CommandLine.arguments.dropFirst(2))) ? 0 : 1)
        }
        let names = Set(CommandLine.arguments.dropFirst())
        let services = DemoService.all.filter { names.isEmpty || names.contains($0.name) }
        var flawed: [ServiceScan.Result] = []
        var fixed: [ServiceScan.Result] = []
        print(row("service", "flaws", "found", "recall", "precision", "wrong", "on fixed", "requests"))
        for service in services {
            let (bad, good) = (
                try await ServiceScan(service: service, variant: .flawed).run(seed: 1),
                try await ServiceScan(service: service, variant: .fixed).run(seed: 1)
            )
            flawed.append(bad)
            fixed.append(good)
            var score = Score()
            score.count(bad)
            print(
                row(
                    service.name,
                    "\(score.known)",
                    "\(score.foundKnown)",
                    decimal(score.recall),
                    decimal(score.precision),
                    "\(score.wrong)",
                    "\(good.findings.count)",
                    "\(score.requests)"
                )
            )
        }
        print("")
        printFamilies(flawed, fixed)
        printDetails(flawed, fixed)
        var total = Score()
        for result in flawed { total.count(result) }
        let falseOnFixed = fixed.reduce(0) { $0 + $1.findings.count }
        let perFinding = total.foundKnown == 0 ? 0 : total.requests / total.foundKnown
        print(
            "ground-truth: apis=\(2 * services.count) recall=\(decimal(total.recall)) precision=\(decimal(total.precision)) "
                + "false_on_fixed=\(falseOnFixed) requests_per_finding=\(perFinding)"
        )
        if total.recall < 0.9 || falseOnFixed > 0 { exit(1) }
    }

    private static func printFamilies(_ flawed: [ServiceScan.Result], _ fixed: [ServiceScan.Result]) {
        let families = Set(
            flawed.flatMap { $0.service.groundTruth.map { Flaw(check: $0.checkID, operation: "").family } }
        )
        print(row("family", "flaws", "found", "recall", "precision", "wrong", "on fixed", ""))
        for family in families.sorted() {
            var score = Score()
            for result in flawed { score.count(result, family: family) }
            let wrongOnFixed = fixed.reduce(0) { $0 + $1.findings.count { $0.first?.family == family } }
            print(
                row(
                    family,
                    "\(score.known)",
                    "\(score.foundKnown)",
                    decimal(score.recall),
                    decimal(score.precision),
                    "\(score.wrong)",
                    "\(wrongOnFixed)",
                    ""
                )
            )
        }
        print("")
    }

    private static func printDetails(_ flawed: [ServiceScan.Result], _ fixed: [ServiceScan.Result]) {
        for result in flawed {
            var score = Score()
            score.count(result)
            for flaw in score.missed { print("missed      \(result.service.name): \(flaw.check) \(flaw.operation)") }
            for flaw in score.unexpected {
                print("unexpected  \(result.service.name): \(flaw.check) \(flaw.operation)")
            }
        }
        for result in fixed {
            for finding in result.report.findings {
                print(
                    "on fixed    \(result.service.name): \(finding.checkID) \(finding.location.operationName) \(finding.summary)"
                )
            }
        }
        for result in flawed + fixed where result.report.outcome != .completed {
            print("incomplete  \(result.service.name) \(result.variant): \(result.report.outcomeDetail ?? "")")
        }
    }

    private static func row(_ columns: String...) -> String {
        columns.enumerated().map { index, text in
            let width = index == 0 ? 14 : 10
            let padding = String(repeating: " ", count: max(0, width - text.count))
            return index == 0 ? text + padding : padding + text
        }
        .joined()
    }

    private static func decimal(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    }
}
