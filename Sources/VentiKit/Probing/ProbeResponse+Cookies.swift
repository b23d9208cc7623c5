//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ProbeResponse {
    /// The cookies that the response sets, by name and value, at most 32 (RFC 6265, 4.1).
    var cookies: [(name: String, value: String)] {
        headers.values(of: "set-cookie").prefix(32).compactMap { line in
            guard let pair = line.split(separator: ";").first, let equals = pair.firstIndex(of: "=") else { return nil }
            let name = pair[..<equals].filter { !$0.isWhitespace }
            return (String(name), String(pair[pair.index(after: equals)...]))
        }
    }
}
