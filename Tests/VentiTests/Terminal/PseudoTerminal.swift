//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A terminal that a test plays the part of: what is typed goes in, what is shown comes out.
final class PseudoTerminal: Sendable {
    /// Why there is no terminal.
    enum Failure: Error {
        case notOpened(Int32)
    }

    private let controller: Int32
    /// The end for the process.
    let device: FileHandle

    init(columns: Int, rows: Int = 40) throws {
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        var (controller, descriptor): (Int32, Int32) = (-1, -1)
        guard unsafe openpty(&controller, &descriptor, nil, nil, &size) == 0 else { throw Failure.notOpened(errno) }
        self.controller = controller
        device = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        // Else every process that another test starts meanwhile would hold the terminal open.
        for end in [controller, descriptor] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(controller, F_SETFL, fcntl(controller, F_GETFL) | O_NONBLOCK)
    }

    deinit { close(controller) }

    /// Types a text.
    func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = unsafe bytes.withUnsafeBytes { unsafe write(controller, $0.baseAddress, $0.count) }
    }

    /// What was shown since the last time.
    func read() -> [UInt8] {
        var result: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { buffer in
                #if canImport(Glibc)
                unsafe Glibc.read(controller, buffer.baseAddress, buffer.count)
                #elseif canImport(Musl)
                unsafe Musl.read(controller, buffer.baseAddress, buffer.count)
                #else
                unsafe Darwin.read(controller, buffer.baseAddress, buffer.count)
                #endif
            }
            guard count > 0 else { return result }
            result += chunk[..<count]
        }
    }
}
