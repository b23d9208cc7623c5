//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// How far away a target is, as far as somebody on the way to it matters.
enum TargetPlace: Sendable, Hashable {
    /// The machine itself, or a name that leads nowhere else (RFC 6761).
    case ownMachine
    case privateNetwork
    case elsewhere

    init(_ target: TargetURL) {
        if let address = target.address {
            self =
                switch address.kind {
                case .loopback: .ownMachine
                case .private, .linkLocal: .privateNetwork
                case .unusable: address.bytes.allSatisfy { $0 == 0 } ? .ownMachine : .elsewhere
                case .global: .elsewhere
                }
            return
        }
        let labels = target.host.split(separator: ".")
        switch labels.last {
        case "localhost", "test", "example", "invalid": self = .ownMachine
        case "local", "internal", "svc", "lan", "home", "corp", "intranet": self = .privateNetwork
        default: self = labels.count < 2 ? .privateNetwork : .elsewhere
        }
    }
}
