//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// The memory of this process that is resident (Linux: /proc/self).
enum ResidentMemory {
    /// Gives back what is not used, forgets the peak so far, and gives the bytes that are resident.
    static func beginMeasurement() throws -> Int {
        giveBackUnused()
        let file = try FileHandle(forWritingTo: URL(filePath: "/proc/self/clear_refs"))
        try file.write(contentsOf: Data("5".utf8))
        try file.close()
        return try bytes("VmRSS:")
    }

    /// Without it, a mode would be given for nothing what the one before has left.
    private static func giveBackUnused() {
        #if canImport(Glibc)
        // `malloc.h` is no part of the module.
        typealias Trim = @convention(c) (Int) -> CInt
        guard let symbol = dlsym(nil, "malloc_trim") else { return }
        _ = unsafeBitCast(symbol, to: Trim.self)(0)
        #endif
    }

    /// The most bytes that were resident since the measurement began.
    static func peak() throws -> Int { try bytes("VmHWM:") }

    private static func bytes(_ field: String) throws -> Int {
        let text = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = text.split(separator: "\n").first { $0.hasPrefix(field) }
        guard let number = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) }) else {
            throw CocoaError(.fileReadCorruptFile)
        }
        return number * 1024
    }
}
