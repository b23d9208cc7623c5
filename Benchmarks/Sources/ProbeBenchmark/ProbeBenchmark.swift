//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import CAllocationCounter
import Foundation

/// Sends as many requests as it can for a time, as one of several clients, and prints the rate.
///
///     ProbeBenchmark raw|scanning|send|async-http-client GET|POST URL SECONDS
///     ProbeBenchmark in-process SECONDS
///
/// The last line is `requests=N seconds=X per_second=N allocations=X`, the last of which is for each request.
@main
enum ProbeBenchmark {
    static func main() async {
        do {
            try await run()
        } catch {
            print("failed: \(error)")
            exit(1)
        }
    }

    private static func run() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        var measurement: Measurement
        let allocations = allocation_count()
        switch arguments.first {
        case "in-process" where arguments.count == 2:
            measurement = try await InProcessLoad(seconds: Double(arguments[1]) ?? 3).run()
        case let client? where arguments.count == 4:
            let load = Load(method: arguments[1], url: arguments[2], seconds: Double(arguments[3]) ?? 3)
            switch client {
            case "raw": measurement = try await ProbeLoad(load: load, analysis: nil).run()
            case "scanning": measurement = try await ProbeLoad(load: load, analysis: PassiveAnalysis(load)).run()
            case "send": measurement = try await SendLoad(load: load).run()
            case "async-http-client": measurement = try await AsyncHTTPClientLoad(load: load).run()
            default: return usage()
            }
        default: return usage()
        }
        measurement.allocations = Int(allocation_count() - allocations)
        print(measurement.line)
    }

    private static func usage() {
        print("usage: ProbeBenchmark raw|scanning|send|async-http-client GET|POST URL SECONDS | in-process SECONDS")
        exit(64)
    }
}
