//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Keeps people from scanning what is not theirs by accident.
enum TargetGuard {
    /// Lets loopback pass, reminds for private addresses, and asks for `--i-own-this` for public ones.
    static func check(_ target: String, isOwned: Bool, isQuiet: Bool) throws {
        let host = TargetURL.host(of: target)
        switch AddressReach.of(host: host) {
        case .loopback: return
        case .publicInternet where !isOwned:
            throw CommandError(
                .outOfScope,
                "\(host) is a public address: scan only what you own or may test, and then say so with --i-own-this"
            )
        case .privateNetwork, .publicInternet, .unknown:
            guard !isQuiet else { return }
            StandardStream.error.write("venti: note: \(host) is not this machine: scan only what you own or may test\n")
        }
    }
}
