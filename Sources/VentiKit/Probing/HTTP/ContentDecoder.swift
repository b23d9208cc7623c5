//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import CVentiKitZlib

/// Undoes the content codings gzip and deflate, with a bound on what comes out.
enum ContentDecoder {
    /// How many codings on top of each other are undone.
    ///
    /// More are a way to hide a bomb, and left as they are.
    static let maximumCodings = 2

    /// What became of a body.
    struct Result: Hashable {
        var body: [UInt8]
        /// Whether there was more than the limit, or the end of the coded data is missing.
        var isTruncated: Bool
        /// Whether a coding is unknown, or its data wrong, so that ``body`` is as it came.
        var isEncoded: Bool
    }

    /// Undoes the codings, the last applied first.
    ///
    /// - Parameters:
    ///   - body: The body as it came.
    ///   - codings: The names in lower case, in the order in which they were applied.
    ///   - limit: The most bytes to give back.
    ///   - inputIsTruncated: Whether the end of the body is known to be missing.
    static func decode(_ body: [UInt8], codings: [String], limit: Int, inputIsTruncated: Bool = false) -> Result {
        var result = Result(body: body, isTruncated: inputIsTruncated, isEncoded: false)
        if !codings.isEmpty, !body.isEmpty {
            result.isEncoded = codings.count > maximumCodings
            for coding in codings.reversed() where !result.isEncoded {
                guard let (decoded, isTruncated) = undo(coding, result.body, limit: limit) else {
                    result = Result(body: body, isTruncated: inputIsTruncated, isEncoded: true)
                    break
                }
                result.body = decoded
                result.isTruncated = result.isTruncated || isTruncated
            }
        }
        if result.body.count > limit {
            result.body.removeLast(result.body.count - limit)
            result.isTruncated = true
        }
        return result
    }

    private static func undo(_ coding: String, _ bytes: [UInt8], limit: Int) -> ([UInt8], isTruncated: Bool)? {
        switch coding {
        case "gzip", "x-gzip":
            return inflate(bytes, windowBits: 15 + 16, limit: limit)
        case "deflate":
            // The name means the zlib format, but some servers send the bare stream.
            return inflate(bytes, windowBits: 15, limit: limit) ?? inflate(bytes, windowBits: -15, limit: limit)
        default:
            return nil
        }
    }

    /// - Returns: `nil` where the data is wrong; what was decoded before an early end otherwise.
    private static func inflate(_ input: [UInt8], windowBits: Int32, limit: Int) -> ([UInt8], isTruncated: Bool)? {
        var stream = unsafe z_stream()
        guard unsafe CVentiKitZlib_inflateInit2(&stream, windowBits) == Z_OK else { return nil }
        defer { unsafe inflateEnd(&stream) }
        var input = input
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: min(64 << 10, max(limit, 0) + 1))
        var status = Z_OK
        unsafe input.withUnsafeMutableBufferPointer { source in
            unsafe stream.next_in = source.baseAddress
            unsafe stream.avail_in = UInt32(clamping: source.count)
            repeat {
                let written = unsafe chunk.withUnsafeMutableBufferPointer { target -> Int in
                    unsafe stream.next_out = target.baseAddress
                    unsafe stream.avail_out = UInt32(clamping: target.count)
                    status = unsafe CVentiKitZlib.inflate(&stream, Z_NO_FLUSH)
                    return unsafe target.count - Int(stream.avail_out)
                }
                output += chunk[..<written]
                // A body may be several gzip members one after the other (RFC 1952, 2.2).
                if status == Z_STREAM_END, windowBits > 15, unsafe stream.avail_in > 0,
                    unsafe inflateReset(&stream) == Z_OK
                {
                    status = Z_OK
                }
            } while status == Z_OK && output.count <= limit
        }
        if output.count > limit { return (Array(output[..<max(limit, 0)]), true) }
        switch status {
        case Z_STREAM_END: return (output, false)
        // No progress without more input: the end is missing.
        case Z_OK, Z_BUF_ERROR: return (output, true)
        // Bytes that are not a member after a whole one are ignored, as elsewhere.
        default: return output.isEmpty ? nil : (output, true)
        }
    }
}
