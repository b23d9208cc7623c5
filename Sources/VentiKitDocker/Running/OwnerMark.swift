//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The labels by which containers and networks show whose they are and how long they may live.
struct OwnerMark: Sendable, Hashable {
    static let managedLabel = "io.venti.managed"
    static let scanLabel = "io.venti.scan"
    static let ownerLabel = "io.venti.owner"
    static let leaseLabel = "io.venti.lease"
    static let namePrefix = "venti-"

    /// The scan, by a random name.
    var scan: String
    /// When the lease ends, in seconds since 1970.
    var leaseEnd: Int

    init(scan: String, leaseEnd: Int) {
        self.scan = scan
        self.leaseEnd = leaseEnd
    }

    /// A mark for a new scan, which may take this long.
    static func new(seconds: Double) -> OwnerMark {
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        let end = Date().timeIntervalSince1970 + min(seconds, 10_000_000)
        return OwnerMark(scan: String(repeating: "0", count: 16 - digits.count) + digits, leaseEnd: Int(end) + 60)
    }

    var name: String { Self.namePrefix + scan }

    var labels: [String: String] {
        [
            Self.managedLabel: "true", Self.scanLabel: scan, Self.leaseLabel: String(leaseEnd),
            Self.ownerLabel: HostProcess.current?.text ?? "unknown",
        ]
    }
}
