//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// The labels and annotations by which Jobs show whose they are and how long they may live.
struct JobMark: Sendable, Hashable {
    static let managerLabel = "app.kubernetes.io/managed-by"
    static let manager = "ventikit"
    static let scanLabel = "io.venti/scan"
    static let ownerAnnotation = "io.venti/owner"
    static let leaseAnnotation = "io.venti/lease-end"
    static let namePrefix = "venti-"

    /// The scan, by a random name.
    var scan: String
    /// When the lease ends, in seconds since 1970.
    var leaseEnd: Int

    /// A mark for a new scan, which may take this long.
    static func new(seconds: Double) -> JobMark {
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        let end = UnixTime.now + min(seconds, 10_000_000)
        return JobMark(scan: String(repeating: "0", count: 16 - digits.count) + digits, leaseEnd: Int(end) + 60)
    }

    var name: String { Self.namePrefix + scan }
    var selector: String { "\(Self.scanLabel)=\(scan)" }

    var labels: JSONNode { [Self.managerLabel: .string(Self.manager), Self.scanLabel: .string(scan)] }

    var annotations: JSONNode {
        [
            Self.leaseAnnotation: .string(String(leaseEnd)),
            Self.ownerAnnotation: .string(HostProcess.current?.text ?? "unknown"),
        ]
    }
}
