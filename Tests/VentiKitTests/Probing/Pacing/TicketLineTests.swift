//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct TicketLineTests {
    @Test(arguments: 0..<20)
    func agreesWithAPlainArray(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var line = TicketLine<Int>()
        var expected: [UInt64] = []
        for step in 0..<2000 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<5:
                line.append(UInt64(step), step)
                expected.append(UInt64(step))
            case 5..<7:
                line.removeFirst()
                if !expected.isEmpty { expected.removeFirst() }
            case 7..<9:
                let ticket = expected.randomElement(using: &random) ?? 1_000_000
                let wasThere = line.remove(ticket)
                #expect(wasThere == expected.contains(ticket))
                expected.removeAll { $0 == ticket }
            default:
                // Those at the end leave, as after a cancellation.
                let left = expected.suffix(50).filter { line.remove($0) }
                #expect(left.count == min(50, expected.count))
                expected.removeLast(min(50, expected.count))
            }
            #expect(line.count == expected.count)
            #expect(line.isEmpty == expected.isEmpty)
            #expect(line.first?.ticket == expected.first)
            #expect(line.first.map { UInt64($0.kind) } == expected.first)
        }
    }
}
