//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What is sent, and for how long.
struct Load: Sendable {
    var method: String
    var url: String
    var seconds: Double
    /// The connections, as many as the peers use.
    var connections = 64

    /// The place of the value that changes from probe to probe.
    static let placeholder = "{{value}}"

    /// A JSON body of 1 KiB; empty for GET.
    func body(value: String) -> [UInt8] {
        guard method == "POST" else { return [] }
        let head = #"{"id":42,"name":""# + value + #"","note":""#
        let tail = #""}"#
        let filler = String(repeating: "lorem ipsum ", count: 100).prefix(1024 - head.utf8.count - tail.utf8.count)
        return Array((head + filler + tail).utf8)
    }

    /// The path of the URL.
    var path: String {
        let rest = url.drop { $0 != ":" }.dropFirst(3)
        return String(rest[(rest.firstIndex(of: "/") ?? rest.endIndex)...])
    }

    var origin: String { String(url.dropLast(path.count)) }
}

/// How much was done in what time.
struct Measurement: Sendable {
    var requests: Int
    var seconds: Double
    var failures = 0
    /// The blocks of memory that were asked for meanwhile.
    var allocations = 0

    var line: String {
        let rate = Int((Double(requests) / max(seconds, 1e-9)).rounded())
        let failed = failures == 0 ? "" : " failures=\(failures)"
        let each = (Double(allocations) / Double(max(1, requests)) * 10).rounded() / 10
        return
            "requests=\(requests) seconds=\((seconds * 1000).rounded() / 1000) per_second=\(rate) allocations=\(each)"
            + failed
    }
}
