//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Testing
import VentiKit
import VentiKitTesting

/// An API whose bodies are of a type of its own, in the style of swift-openapi-runtime.
struct HandlerTests {
    /// A body that comes in pieces.
    private struct StreamedBody: AsyncSequence, Sendable {
        let pieces: [[UInt8]]

        init(_ bytes: [UInt8]) { pieces = bytes.map { [$0] } }

        func makeAsyncIterator() -> Iterator { Iterator(pieces: pieces[...]) }

        func collect() async throws -> [UInt8] {
            var bytes: [UInt8] = []
            for try await piece in self { bytes += piece }
            return bytes
        }

        struct Iterator: AsyncIteratorProtocol {
            var pieces: ArraySlice<[UInt8]>

            mutating func next() async throws -> [UInt8]? { pieces.popFirst() }
        }
    }

    private static let document = """
        openapi: 3.0.3
        info: {title: Echo, version: "1"}
        paths:
          /echo:
            post:
              requestBody: {content: {application/json: {schema: {type: object, required: [text],
                properties: {text: {type: string, maxLength: 20}}}}}}
              responses: {"200": {description: the same again}}
        """

    @Test func bodiesAreTurnedBothWays() async throws {
        @Sendable func handler(
            _ request: HTTPRequest,
            body: StreamedBody?
        ) async throws -> (HTTPResponse, StreamedBody?) {
            var response = HTTPResponse(status: body == nil ? .badRequest : .ok)
            response.headerFields[.contentType] = "application/json"
            return (response, body)
        }
        var scan = APIScan(.text(Self.document), profile: .active)
        scan.policy.checks = ["headers.nosniff"]
        let report = try await scan.run(
            over: .handler(
                body: { $0.isEmpty ? nil : StreamedBody($0) },
                bytes: { body in try await body.collect() },
                respond: { request, body in try await handler(request, body: body) }
            )
        )
        try report.expect(.coverage(atLeast: 1))
        let finding = try #require(report.findings.first { $0.checkID == "venti.headers.nosniff" })
        let excerpt = finding.proof?.steps.first?.response?.bodyExcerpt ?? ""
        #expect(excerpt.contains("\"text\""), "\(excerpt)")
    }
}
