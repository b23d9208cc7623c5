//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

@testable import VentiKit

extension ProbeResponse {
    /// An answer with a JSON body.
    static func json(_ body: String, status: Int = 200, headers: HeaderLines = HeaderLines()) -> ProbeResponse {
        var lines = headers
        lines["Content-Type"] = "application/json"
        return ProbeResponse(status: status, headers: lines, body: Array(body.utf8))
    }

    /// An answer with a body of another type.
    static func text(_ body: String, status: Int = 200, type: String = "text/plain") -> ProbeResponse {
        ProbeResponse(status: status, headers: ["Content-Type": type], body: Array(body.utf8))
    }

    /// An answer whose first byte took that many seconds.
    static func late(_ seconds: Double) -> ProbeResponse {
        ProbeResponse(status: 200, timeToFirstByte: .seconds(seconds))
    }
}
