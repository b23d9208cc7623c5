//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// One of the process's three streams.
enum StandardStream: Int32, Sendable {
    case input = 0
    case output = 1
    case error = 2

    /// Whether a person sits at the stream.
    var isTerminal: Bool { isatty(rawValue) == 1 }

    /// The columns of the terminal, or `nil` where there is none.
    var columns: Int? {
        var size = winsize()
        guard unsafe ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// Writes all of the text.
    ///
    /// Where the reader has gone, the rest is dropped.
    func write(_ text: String) { Self.write(Array(text.utf8), to: rawValue) }

    /// Writes all of the bytes to an open file.
    ///
    /// - Returns: Whether all were written; where the reader has gone, the rest is dropped.
    @discardableResult
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var bytes = bytes[...]
        while !bytes.isEmpty {
            let written = unsafe bytes.withUnsafeBytes { buffer in
                #if canImport(Glibc)
                unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
                #elseif canImport(Musl)
                unsafe Musl.write(descriptor, buffer.baseAddress, buffer.count)
                #else
                unsafe Darwin.write(descriptor, buffer.baseAddress, buffer.count)
                #endif
            }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { return false }
            bytes = bytes.dropFirst(written)
        }
        return true
    }

    /// Reads until the end of the stream; `nil` if it holds more than the maximum.
    func readAll(maximumBytes: Int) -> [UInt8]? {
        switch OpenFile.readAll(from: rawValue, maximumBytes: maximumBytes) {
        case .success(let bytes): bytes
        // A stream that is not open holds nothing.
        case .failure(.unreadable): []
        case .failure(.tooLarge): nil
        }
    }
}
