//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension String {
    /// The text, cut with an ellipsis to at most so many characters of Unicode.
    func bounded(to maximum: Int) -> String {
        utf8.count <= maximum || unicodeScalars.count <= maximum
            ? self : String(String.UnicodeScalarView(unicodeScalars.prefix(maximum - 1))) + "…"
    }
}
