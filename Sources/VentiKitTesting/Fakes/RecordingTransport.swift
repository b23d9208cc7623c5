//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
public import VentiKit

/// Passes requests on to another transport and keeps what was sent and what came back.
///
/// The records hold credentials: keep them in the test.
public final class RecordingTransport: ProbeTransport {
    /// A request and what came of it.
    public struct Record: Sendable {
        /// The request as it went out.
        public var request: ProbeRequest
        /// The response, or why there was none.
        public var result: Result<ProbeResponse, any Error>
    }

    private let transport: any ProbeTransport
    private let kept = Mutex<[Record]>([])

    /// Makes a transport.
    ///
    /// - Parameter transport: What sends.
    public init(_ transport: any ProbeTransport) { self.transport = transport }

    /// The records so far, in the order in which the responses came.
    public var records: [Record] { kept.withLock { $0 } }

    public func send(
        _ request: ProbeRequest,
        deadline: ContinuousClock.Instant,
        options: ProbeOptions
    ) async throws -> ProbeResponse {
        do {
            let response = try await transport.send(request, deadline: deadline, options: options)
            kept.withLock { $0.append(Record(request: request, result: .success(response))) }
            return response
        } catch {
            kept.withLock { $0.append(Record(request: request, result: .failure(error))) }
            throw error
        }
    }
}
