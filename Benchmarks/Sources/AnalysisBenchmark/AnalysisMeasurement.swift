//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import CAllocationCount
import Foundation
import VentiKit

/// What it costs to judge one response.
struct AnalysisMeasurement {
    /// A part of the work, in nanoseconds of processor time and allocations for each response.
    struct Cost {
        var nanoseconds: Double
        var allocations: Double
    }

    private let checks: [any PassiveCheck] = CheckSet.default.checks.compactMap { $0 as? any PassiveCheck }
    private let library = SignatureLibrary.default

    /// All passive checks.
    func passiveChecks(on exchange: HTTPExchange) -> Cost {
        Self.cost { checks.reduce(0) { $0 + $1.inspect(exchange).count } }
    }

    /// All signatures, whether the checks need them or not.
    func signatures(on exchange: HTTPExchange) -> Cost {
        let names = library.names
        return Self.cost { names.count { library.match($0, in: exchange.response.body) != nil } }
    }

    /// Each passive check by itself.
    func eachCheck(on exchange: HTTPExchange) -> [(name: String, cost: Cost)] {
        checks.map { check in (check.metadata.id.rawValue, Self.cost { check.inspect(exchange).count }) }
    }

    /// Repeats the work for some milliseconds five times, and takes the fastest round.
    private static func cost(_ body: () -> Int) -> Cost {
        var sum = body()
        let once = seconds { sum += body() }
        let count = max(1, Int(0.02 / max(once, 1e-6)))
        var best = Double.infinity
        let before = allocation_count()
        for _ in 0..<5 {
            best = min(best, seconds { for _ in 0..<count { sum += body() } } / Double(count))
        }
        let allocations = Double(allocation_count() - before) / Double(5 * count)
        precondition(sum >= 0)
        return Cost(nanoseconds: best * 1e9, allocations: allocations)
    }

    /// The processor time that the work takes, which other processes do not add to.
    private static func seconds(_ body: () -> Void) -> Double {
        let start = clock()
        body()
        return Double(clock() - start) / Double(CLOCKS_PER_SEC)
    }
}
