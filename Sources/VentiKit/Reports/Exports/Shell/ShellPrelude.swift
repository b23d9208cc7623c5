//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The functions of an exported script: they send requests, keep answers and compare them, with bash, curl and awk alone.
enum ShellPrelude {
    /// The functions that a script needs.
    static func text(needsTokens: Bool) -> String {
        ([requests, fields, members, comparisons, captures] + (needsTokens ? [ShellPrelude.tokens] : []))
            .joined(separator: "\n\n")
    }
}
