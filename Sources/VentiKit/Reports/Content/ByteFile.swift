//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A file that is open for reading at any place, or bytes in memory in its place.
final class ByteFile: Sendable {
    let path: String
    private let descriptor: Int32
    private let content: [UInt8]?

    /// - Parameter name: What to call the bytes in messages.
    init(_ content: [UInt8], name: String) {
        path = name
        descriptor = -1
        self.content = content
    }

    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidArgument`` if there is no such file.
    init(_ path: String) throws(ScanError) {
        self.path = path
        content = nil
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw ScanError(.invalidArgument, "\(path) cannot be read: \(unsafe String(cString: strerror(errno))).")
        }
    }

    deinit {
        if descriptor >= 0 { _ = close(descriptor) }
    }

    /// The bytes from a place on, fewer than asked for only where the file ends.
    func read(at offset: Int, count: Int) throws(ScanError) -> [UInt8] {
        if let content { return Array(content.dropFirst(offset).prefix(count)) }
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let got = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe pread(descriptor, buffer.baseAddress?.advanced(by: done), count - done, off_t(offset + done))
            }
            if got < 0 && errno == EINTR { continue }
            guard got >= 0 else {
                throw ScanError(.invalidArgument, "\(path) cannot be read: \(unsafe String(cString: strerror(errno))).")
            }
            if got == 0 { break }
            done += got
        }
        bytes.removeLast(count - done)
        return bytes
    }
}
