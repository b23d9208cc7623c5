//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import venti

struct AddressReachTests {
    @Test(arguments: [
        ("127.0.0.1", AddressReach.loopback), ("127.8.8.8", .loopback), ("::1", .loopback), ("localhost", .loopback),
        ("10.1.2.3", .privateNetwork), ("172.16.0.1", .privateNetwork), ("172.32.0.1", .publicInternet),
        ("192.168.1.1", .privateNetwork), ("100.64.0.1", .privateNetwork), ("169.254.169.254", .privateNetwork),
        ("203.0.113.7", .publicInternet), ("fd00::1", .privateNetwork), ("fe80::1", .privateNetwork),
        ("2001:db8::1", .publicInternet), ("::ffff:127.0.0.1", .loopback), ("::ffff:203.0.113.7", .publicInternet),
        ("", .unknown),
    ])
    func `Hosts are told apart by their addresses`(_ host: String, _ reach: AddressReach) {
        #expect(AddressReach.of(host: host) == reach)
    }
}
