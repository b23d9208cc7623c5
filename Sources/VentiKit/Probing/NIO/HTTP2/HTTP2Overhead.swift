//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Counts what a server sends beyond the responses that it was asked for.
///
/// PING, SETTINGS, RST_STREAM and the like cost the receiver work, and frames of unknown kinds or for streams that are
/// gone are dropped where nobody sees them; so it is bytes that are counted, of which all that belongs to a response is
/// taken off again. The count begins anew with each response that is complete.
struct HTTP2Overhead {
    /// As many bytes as 3,855 PING frames have.
    static let maximumBytes = 64 << 10

    private var bytes = 0
    private var allowance = 0

    /// Whether there were too many.
    var isExceeded: Bool { bytes > Self.maximumBytes + allowance }

    /// Bytes have come.
    mutating func receive(_ count: Int) { bytes += count }

    /// So many of them are of a response, with the heads of their frames.
    mutating func use(_ count: Int) { bytes = max(0, bytes - count) }

    /// A response is complete.
    mutating func completeResponse() {
        allowance = max(0, allowance - bytes)
        bytes = 0
    }

    /// A stream was cancelled, and so many bytes may still be on their way.
    mutating func cancelStream(window: Int) { allowance += window }
}
