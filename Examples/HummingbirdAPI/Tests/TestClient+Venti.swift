//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Hummingbird
import HummingbirdTesting

extension TestClientProtocol {
    /// Sends a request of VentiKit's through Hummingbird's test client.
    func venti(_ request: HTTPRequest, _ body: [UInt8]) async throws -> (HTTPResponse, [UInt8]) {
        let response = try await executeRequest(
            uri: request.path ?? "/",
            method: request.method,
            headers: request.headerFields,
            body: body.isEmpty ? nil : ByteBuffer(bytes: body)
        )
        return (response.head, Array(buffer: response.body))
    }
}
