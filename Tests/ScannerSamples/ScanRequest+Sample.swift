//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

package import VentiKit

extension ScanRequest {
    /// A request for a scanner that does not look at it.
    package static func sample(seconds: Double = 60, target: String = "http://127.0.0.1:1") -> ScanRequest {
        var request = ScanRequest(
            document: .bytes(Array("openapi: 3.0.3".utf8), name: "api.yaml"),
            target: target
        )
        request.policy.maximumSeconds = seconds
        return request
    }
}
