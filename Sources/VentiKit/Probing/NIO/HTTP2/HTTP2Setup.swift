//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore
internal import NIOHTTP2

/// How VentiKit speaks HTTP/2.
enum HTTP2Setup {
    /// The streams that are open at once on one connection.
    static let maximumStreams = 100
    /// How much of one response may be on its way.
    static let streamWindow = 1 << 20
    /// How much of all responses may be on its way.
    static let connectionWindow = 16 << 20

    /// Puts HTTP/2 at the end of the channel's handlers, which carry the bytes of an open connection.
    ///
    /// Must be called on the channel's event loop.
    @discardableResult
    static func addHandlers(to channel: any Channel, limits: ProbeLimits) throws -> HTTP2Connection {
        let connection = HTTP2Connection(channel: channel)
        let handler = NIOHTTP2Handler(
            mode: .client,
            connectionConfiguration: connectionConfiguration(limits),
            streamConfiguration: streamConfiguration
        )
        try channel.pipeline.syncOperations.addHandlers([HTTP2Meter(connection: connection), handler, connection])
        return connection
    }

    private static func connectionConfiguration(
        _ limits: ProbeLimits
    ) -> NIOHTTP2Handler.ConnectionConfiguration {
        var configuration = NIOHTTP2Handler.ConnectionConfiguration()
        configuration.initialSettings = [
            HTTP2Setting(parameter: .enablePush, value: 0),
            HTTP2Setting(parameter: .initialWindowSize, value: streamWindow),
            HTTP2Setting(parameter: .maxHeaderListSize, value: maximumHeaderListSize(limits)),
        ]
        // Both are looked at where the response is read, so that a stream fails of it, with its reason.
        configuration.headerBlockValidation = .disabled
        configuration.contentLengthValidation = .disabled
        configuration.maximumSequentialContinuationFrames = 16
        configuration.maximumBufferedControlFrames = 4_096
        // Frames for a stream that was cancelled may come as long as the server does not know of it.
        configuration.maximumRecentlyResetStreams = 1_024
        configuration.maximumSequentialEmptyDataFrames = 64
        // By the clock, a fast scan of a server that resets what it does not like looks like an attack. `HTTP2Overhead`
        // measures by the responses that come of it.
        configuration.controlFrameRateLimit.maximumCount = 64
        configuration.controlFrameRateLimit.windowLength = .microseconds(1)
        return configuration
    }

    private static var streamConfiguration: NIOHTTP2Handler.StreamConfiguration {
        var configuration = NIOHTTP2Handler.StreamConfiguration()
        configuration.streamResetFrameRateLimit.maximumCount = 64
        configuration.streamResetFrameRateLimit.windowLength = .microseconds(1)
        return configuration
    }

    /// Twice what a response may have, since a longer list ends the whole connection; HTTP/2 counts 32 bytes for each
    /// field (RFC 9113, 6.5.2).
    private static func maximumHeaderListSize(_ limits: ProbeLimits) -> Int {
        let bytes = min(max(0, limits.maximumHeaderBytes), 1 << 24)
        let lines = min(max(0, limits.maximumHeaderLines), 1 << 16)
        return 2 * (bytes + 32 * lines) + 1_024
    }
}
