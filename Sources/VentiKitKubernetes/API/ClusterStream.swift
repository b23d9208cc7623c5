//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import EngineHTTP
import NIOHTTP1

/// An answer that comes bit by bit: watches and logs.
///
/// Reading slowly makes the cluster wait. Ends when the cluster ends it, after its time, or when it is cancelled; the
/// cancellation of the reading task does not touch it.
struct ClusterStream: Sendable {
    let status: Int
    let headers: HTTPHeaders
    let bytes: ReceivedBytes
    let cancel: Cancel

    typealias Cancel = @Sendable () -> Void

    /// The next bytes, or `nil` at the end.
    func next() async throws -> [UInt8]? { try await bytes.receive() }
}
