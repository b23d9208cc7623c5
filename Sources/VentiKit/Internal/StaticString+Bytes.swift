//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension StaticString {
    /// The byte at an index below ``utf8CodeUnitCount``.
    func byte(at index: Int) -> UInt8 {
        // A static string has that many bytes, and is there for as long as the process.
        unsafe UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)[index]
    }
}
