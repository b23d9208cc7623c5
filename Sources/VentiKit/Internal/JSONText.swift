//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// JSON as text.
package enum JSONText {
    /// The same JSON in ASCII alone: every other character as its escape.
    ///
    /// Container engines cut long lines between bytes, and what is left of a character there is lost.
    package static func ascii(_ json: String) -> String {
        guard !json.utf8.allSatisfy({ $0 < 0x80 }) else { return json }
        var result = ""
        result.reserveCapacity(json.utf8.count)
        for unit in json.utf16 {
            if unit < 0x80, let scalar = UnicodeScalar(UInt32(unit)) {
                result.unicodeScalars.append(scalar)
            } else {
                let digits = String(unit, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return result
    }
}
