//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ResponseHead {
    /// Adds a field of an HTTP/2 header list, with its name as it came.
    ///
    /// As in HTTP/1.1, CR, LF and NUL in a value become blanks: no reader of HTTP/2 takes them for the end of a line.
    ///
    /// - Throws: ``ProbeError/Code/malformedHeader`` where the name is none.
    mutating func append(name: String, value: String) throws(ProbeError) {
        guard !name.isEmpty, name.utf8.allSatisfy(ASCII.isTokenByte) else {
            throw ProbeError(.malformedHeader, "A field of the response has a name that is not a token.")
        }
        var line = Array(name.utf8)
        line.append(UInt8(ascii: ":"))
        line += value.utf8.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 }
        try readHeaderLine(line.span)
    }
}
