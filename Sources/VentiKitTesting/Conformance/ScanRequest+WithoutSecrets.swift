//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension ScanRequest {
    /// The request as it arrives in another process: its secrets stayed behind.
    ///
    /// - Throws: `EncodingError` if the request cannot cross to another process.
    func withoutSecrets() throws -> ScanRequest {
        try JSONDecoder().decode(ScanRequest.self, from: JSONEncoder().encode(self))
    }
}
