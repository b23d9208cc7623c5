//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The Prometheus text format: at least two `# TYPE` lines, each with a sample of its metric after it.
struct MetricsSignature: Signature {
    var anchors: [Anchor] { [Anchor("# TYPE ")] }

    func firstMatch(in bytes: [UInt8]) -> SignatureOccurrence? {
        var declared: ArraySlice<UInt8> = []
        var count = 0
        var start = 0
        var rest = bytes[...]
        while !rest.isEmpty {
            let line = rest.prefix { $0 != UInt8(ascii: "\n") }
            rest = rest[line.endIndex...].dropFirst()
            if line.starts(with: "# TYPE ".utf8) {
                let words = line.split(separator: UInt8(ascii: " "), maxSplits: 4)
                guard words.count == 4, Self.metricTypes.contains(String(decoding: words[3].prefix(12), as: UTF8.self))
                else { continue }
                declared = words[2]
                if count == 0 { start = line.startIndex }
            } else if !declared.isEmpty, line.first != UInt8(ascii: "#"), line.starts(with: declared) {
                count += 1
                declared = []
                if count == 2 {
                    return SignatureOccurrence(product: "Prometheus metrics", range: start..<line.endIndex)
                }
            }
        }
        return nil
    }

    private static let metricTypes: Set<String> = ["counter", "gauge", "histogram", "summary", "untyped"]
}
