//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The bytes that libFuzzer made up, and small numbers out of them.
public struct FuzzInput {
    private let bytes: [UInt8]
    private var index: Int

    public init(_ start: UnsafePointer<UInt8>?, _ count: Int) {
        bytes = Array(UnsafeBufferPointer(start: start, count: count))
        index = 0
    }

    /// Takes one byte off the front; 0 where there is none left.
    public mutating func next() -> UInt8 {
        guard index < bytes.count else { return 0 }
        defer { index += 1 }
        return bytes[index]
    }

    /// What was not taken yet.
    public var rest: [UInt8] { Array(bytes[index...]) }
}

/// Ends the process with a message, which libFuzzer takes for a find, unless the condition holds.
public func require(_ condition: Bool, _ message: @autoclosure () -> String) {
    if !condition { fatalError(message()) }
}
