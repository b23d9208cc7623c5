//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

/// Measures how the scanner behaves at scale, and fails where a goal is missed.
///
///     ScaleBenchmark                    all of it, and the line that sums it up
///     ScaleBenchmark exchanges          only: exchanges a second with a handler in this process
///     ScaleBenchmark pacing [RATE…]     only: how exactly rates are kept
///     ScaleBenchmark stop | planning | concurrent [COUNT] | sequential [COUNT]
///
/// Each part runs in a process of its own, so that none pays for the memory of another; so does the server that they
/// send to.
@main
enum ScaleBenchmark {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let numbers = arguments.dropFirst().compactMap { Int($0) }
        switch arguments.first {
        case nil: try exit(ScaleFigure().run() ? 0 : 1)
        case "stub": try await StubServer.run()
        case "exchanges": try await ExchangeFigure().run()
        case "pacing": try await PacingFigure(rates: numbers.isEmpty ? PacingFigure.rates : numbers).run()
        case "stop": try await StopFigure().run()
        case "planning":
            if let count = numbers.first {
                try await PlanningFigure.measure(operations: count)
            } else {
                try PlanningFigure().run()
            }
        case "concurrent": try await ConcurrentFigure(count: numbers.first ?? 1000).run()
        case "sequential": try await SequentialFigure(count: numbers.first ?? 1000).run()
        default:
            print("usage: ScaleBenchmark [exchanges | pacing | stop | planning | concurrent | sequential]")
            exit(64)
        }
    }
}
