//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import AsyncHTTPClient
import NIOCore
import NIOPosix

/// async-http-client with one event loop, from as many tasks as connections; bodies are read to their end.
struct AsyncHTTPClientLoad: Sendable {
    let load: Load

    func run() async throws -> Measurement {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = load.connections
        let client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
        var template = HTTPClientRequest(url: load.url)
        template.method = load.method == "POST" ? .POST : .GET
        if load.method == "POST" {
            template.headers.add(name: "Content-Type", value: "application/json")
            template.body = .bytes(load.body(value: "probe"))
        }
        let request = template
        let started = ContinuousClock.now
        let end = started.advanced(by: .seconds(load.seconds))
        let count = RequestCount()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for _ in 0..<load.connections {
                tasks.addTask {
                    while ContinuousClock.now < end {
                        let response = try await client.execute(request, timeout: .seconds(20))
                        _ = try await response.body.collect(upTo: 1 << 20)
                        count.add(response.status == .ok ? 1 : 0)
                    }
                }
            }
            try await tasks.waitForAll()
        }
        let seconds = (ContinuousClock.now - started) / .seconds(1)
        try await client.shutdown()
        try await group.shutdownGracefully()
        return Measurement(requests: count.value, seconds: seconds)
    }
}
