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

/// Writes a report to a file: to one beside it first, which takes its place at the end. So whoever reads the file sees
/// the old report or the new one, never half of one.
public final class FileOutput: ReportOutput {
    /// The path of the file.
    public let path: String
    private let temporaryPath: String
    private var descriptor: Int32

    /// Opens a file beside the path.
    ///
    /// - Parameter path: The file to write. A symbolic link is replaced, not followed.
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidArgument`` if there can be no file.
    public init(_ path: String) throws(ScanError) {
        self.path = path
        temporaryPath = "\(path).\(UInt32.random(in: 0...UInt32.max)).tmp"
        descriptor = unsafe open(temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.failure("cannot be made", path) }
    }

    deinit {
        guard descriptor >= 0 else { return }
        _ = close(descriptor)
        _ = unsafe unlink(temporaryPath)
    }

    public func write(_ bytes: [UInt8]) throws {
        guard descriptor >= 0 else { throw Self.failure("is finished already", path) }
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe systemWrite(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw Self.failure("cannot be written", path) }
            done += count
        }
    }

    /// Puts what was written in the place of the file. Without it, the file stays as it was.
    ///
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidArgument`` if that cannot be.
    public func finish() throws(ScanError) {
        guard descriptor >= 0 else { return }
        let isClosed = close(descriptor) == 0
        descriptor = -1
        let isInPlace = unsafe isClosed && rename(temporaryPath, path) == 0
        guard !isInPlace else { return }
        _ = unsafe unlink(temporaryPath)
        throw Self.failure("cannot be put in its place", path)
    }

    private static func failure(_ what: String, _ path: String) -> ScanError {
        ScanError(.invalidArgument, "\(path) \(what): \(unsafe String(cString: strerror(errno))).")
    }
}

/// The system's call, whose name the class has too.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
    unsafe Glibc.write(descriptor, bytes, count)
    #elseif canImport(Musl)
    unsafe Musl.write(descriptor, bytes, count)
    #else
    unsafe Darwin.write(descriptor, bytes, count)
    #endif
}
