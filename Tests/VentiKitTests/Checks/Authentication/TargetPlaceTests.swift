//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct TargetPlaceTests {
    @Test(arguments: [
        ("http://127.0.0.1:8080", TargetPlace.ownMachine), ("http://127.9.9.9", .ownMachine),
        ("http://[::1]:80", .ownMachine),
        ("http://localhost", .ownMachine), ("http://api.localhost:3000/v1", .ownMachine),
        ("http://api.test", .ownMachine),
        ("http://0.0.0.0:8080", .ownMachine), ("http://10.1.2.3", .privateNetwork),
        ("http://192.168.1.4", .privateNetwork),
        ("http://api", .privateNetwork), ("http://api.default.svc", .privateNetwork),
        ("http://api.default.svc.cluster.local", .privateNetwork), ("http://203.0.113.7", .elsewhere),
        ("http://api.company.org", .elsewhere), ("http://localhost.company.org", .elsewhere),
    ])
    func placesAreTold(url: String, place: TargetPlace) throws { #expect(TargetPlace(try TargetURL(url)) == place) }
}
