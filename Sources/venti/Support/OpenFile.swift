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

/// A file, a pipe or a device that is open.
final class OpenFile {
    let descriptor: Int32

    /// Opens what is there, or gives `nil` where it cannot be written to.
    init?(writing path: String) {
        descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
    }

    /// Opens what is there, or gives `nil` where it cannot be read.
    init?(reading path: String) {
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
    }

    deinit {
        if descriptor >= 0 { _ = close(descriptor) }
    }

    /// Why a file has no bytes to give.
    enum Problem: Error {
        case tooLarge, unreadable
    }

    /// The size of a plain file, in bytes.
    var size: Int? {
        var status = stat()
        return unsafe fstat(descriptor, &status) == 0 ? Int(status.st_size) : nil
    }

    /// Reads the next bytes: as many as asked for, and fewer only where the file ends.
    func next(_ count: Int) throws(Problem) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let number = unsafe bytes.withUnsafeMutableBytes {
                unsafe read(descriptor, $0.baseAddress?.advanced(by: filled), count - filled)
            }
            if number < 0 && errno == EINTR { continue }
            if number < 0 { throw .unreadable }
            if number == 0 { break }
            filled += number
        }
        return Array(bytes[..<filled])
    }

    /// Reads to the end, and no more than the maximum and a little.
    func readAll(maximumBytes: Int) -> Result<[UInt8], Problem> {
        Self.readAll(from: descriptor, maximumBytes: maximumBytes)
    }

    /// Reads from an open file to its end, and no more than the maximum and a little.
    static func readAll(from descriptor: Int32, maximumBytes: Int) -> Result<[UInt8], Problem> {
        var result: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while result.count <= maximumBytes {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            if count < 0 { return .failure(.unreadable) }
            if count == 0 { return .success(result) }
            result += chunk[..<count]
        }
        return .failure(.tooLarge)
    }
}
