//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore
internal import NIOHTTP2

extension ProbeError {
    /// The server ended the stream of a request.
    init(streamReset code: HTTP2ErrorCode) {
        self.init(.streamReset, "The server reset the stream of the request with \(code.name).")
    }

    /// The server takes no more streams, and has not looked at that of the request.
    init(goingAway code: HTTP2ErrorCode) {
        self.init(.connectionGoingAway, "The server is closing its connection, with \(code.name).")
    }

    /// Says in the vocabulary of probes what an HTTP/2 connection failed of.
    init(http2Error error: any Error) {
        switch error {
        case is NIOHTTP2Errors.ExcessivelyLargeHeaderBlock:
            self.init(.headerTooLarge, "The head of a response on the connection is too long.", cause: error)
        case is NIOHTTP2Errors.ExcessiveEmptyDataFrames, is NIOHTTP2Errors.ExcessiveContinuationFrames,
            is NIOHTTP2Errors.ExcessiveOutboundFrameBuffering:
            self.init(.http2Violation, "The server flooded the connection with frames.", cause: error)
        case is any NIOHTTP2Error:
            self.init(.http2Violation, "The server broke the rules of HTTP/2.", cause: error)
        default:
            self.init(connectionError: error, whileConnecting: false)
        }
    }
}

extension HTTP2ErrorCode {
    /// The name that RFC 9113, 7 gives it.
    fileprivate var name: String {
        let names = [
            "NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR", "FLOW_CONTROL_ERROR", "SETTINGS_TIMEOUT", "STREAM_CLOSED",
            "FRAME_SIZE_ERROR", "REFUSED_STREAM", "CANCEL", "COMPRESSION_ERROR", "CONNECT_ERROR", "ENHANCE_YOUR_CALM",
            "INADEQUATE_SECURITY", "HTTP_1_1_REQUIRED",
        ]
        return names.indices.contains(networkCode) ? names[networkCode] : "error \(networkCode)"
    }
}
