//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit

/// Measures what it costs to judge responses: all passive checks, and all signatures, on one core.
///
///     AnalysisBenchmark             prints a line for each response
///     AnalysisBenchmark --checks    and one for each check
@main
enum AnalysisBenchmark {
    static func main() {
        let measurement = AnalysisMeasurement()
        let showsChecks = CommandLine.arguments.contains("--checks")
        print(
            "response                      bytes    checks ns  allocations  signatures ns  allocations  together ns/byte"
        )
        for subject in AnalysisSubject.all {
            let bytes = subject.exchange.response.body.count
            let checks = measurement.passiveChecks(on: subject.exchange)
            let signatures = measurement.signatures(on: subject.exchange)
            let each = (checks.nanoseconds + signatures.nanoseconds) / Double(bytes)
            print(
                subject.name.padding(toLength: 26, withPad: " ", startingAt: 0),
                String(format: "%8d %12.0f %12.1f", bytes, checks.nanoseconds, checks.allocations),
                String(format: "%14.0f %12.1f %17.2f", signatures.nanoseconds, signatures.allocations, each)
            )
            guard showsChecks else { continue }
            for (name, cost) in measurement.eachCheck(on: subject.exchange) {
                print(String(format: "    %@ %.0f ns, %.1f allocations", name, cost.nanoseconds, cost.allocations))
            }
        }
    }
}
