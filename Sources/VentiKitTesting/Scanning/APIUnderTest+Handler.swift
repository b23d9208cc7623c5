//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import HTTPTypes

extension APIUnderTest {
    /// An API whose handlers take and give bodies of a type of their own, such as those of swift-openapi-runtime.
    ///
    /// - Parameters:
    ///   - url: The base URL that the API believes to have. Defaults to `http://localhost`.
    ///   - body: Makes a body of the bytes of a request, or `nil` for none.
    ///   - bytes: Collects the bytes of a response.
    ///   - respond: Answers one request.
    /// - Throws: `TargetURLError` if the URL is not an absolute one.
    public static func handler<Body>(
        url: String = "http://localhost",
        body: @escaping @Sendable ([UInt8]) async throws -> Body?,
        bytes: @escaping @Sendable (Body) async throws -> [UInt8],
        respond: @escaping @Sendable (HTTPRequest, Body?) async throws -> (HTTPResponse, Body?)
    ) throws -> Self {
        try .closure(url: url) { request, content in
            let (response, answer) = try await respond(request, try await body(content))
            guard let answer else { return (response, []) }
            return (response, try await bytes(answer))
        }
    }
}
