//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Synchronization

@testable import VentiServer

/// A collector of traces on a free port of this machine, which answers as a test says.
final class TraceCollector: Sendable {
    /// A batch that has come.
    struct Batch: Sendable {
        var headers: HTTPFields
        var json: JSON

        /// The spans in it.
        var spans: [JSON] {
            (json["resourceSpans"]?.items ?? []).flatMap { $0["scopeSpans"]?.items ?? [] }
                .flatMap { $0["spans"]?.items ?? [] }
        }
    }

    /// What is answered to the batch of a number, from 0.
    typealias Script = @Sendable (_ number: Int) async throws -> Response

    private let state = Mutex<[Batch]>([])

    var batches: [Batch] { state.withLock { $0 } }
    var spans: [JSON] { batches.flatMap(\.spans) }

    /// Runs a collector.
    static func serve(
        _ script: @escaping Script = { _ in Response(status: .ok) },
        _ body: @escaping @Sendable (_ url: String, _ collector: TraceCollector) async throws -> Void
    ) async throws {
        let collector = TraceCollector()
        let router = Router()
        router.post("v1/traces") { request, _ in
            let bytes = try await request.body.collect(upTo: 10_000_000)
            let json = try JSONDecoder().decode(JSON.self, from: Data(bytes.readableBytesView))
            let number = collector.state.withLock { batches in
                batches.append(Batch(headers: request.headers, json: json))
                return batches.count - 1
            }
            return try await script(number)
        }
        let app = Application(router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)))
        try await app.test(.live) { client in try await body("http://127.0.0.1:\(client.port ?? 0)", collector) }
    }

    /// Waits until something has come.
    func wait(seconds: Int = 30, for what: @Sendable (TraceCollector) -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while !what(self), .now < deadline { try await Task.sleep(for: .milliseconds(20)) }
    }
}

extension JSON {
    /// The items of a list.
    var items: [JSON] { if case .array(let items) = self { items } else { [] } }
}
