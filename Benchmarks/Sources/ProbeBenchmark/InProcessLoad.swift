//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import VentiKit

/// VentiKit's transport into a handler of the same process that does nothing.
struct InProcessLoad: Sendable {
    let seconds: Double

    func run() async throws -> Measurement {
        let transport = InProcessTransport(target: try TargetURL("http://localhost")) { _, _ in
            (HTTPResponse(status: .ok), [])
        }
        let request = ProbeRequest(method: "GET", target: "/", headers: ["Accept": "application/json"])
        let started = ContinuousClock.now
        let end = started.advanced(by: .seconds(seconds))
        let count = RequestCount()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    var own = 0
                    var now = ContinuousClock.now
                    while now < end {
                        let deadline = now.advanced(by: .seconds(20))
                        let response = try await transport.send(request, deadline: deadline, options: ProbeOptions())
                        own += response.status == 200 ? 1 : 0
                        now = .now
                    }
                    count.add(own)
                }
            }
            try await group.waitForAll()
        }
        return Measurement(requests: count.value, seconds: (ContinuousClock.now - started) / .seconds(1))
    }
}
