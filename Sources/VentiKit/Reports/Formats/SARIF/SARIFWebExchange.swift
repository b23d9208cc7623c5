//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension SARIF {
    struct WebRequest: Codable {
        var `protocol` = "HTTP"
        var version = "1.1"
        var target: String
        var method: String
        var headers: [String: String]
        var body: Content?

        /// - Parameter basePath: What the target is relative to.
        init(_ request: RecordedRequest, basePath: String) {
            target = basePath + request.target
            method = request.method
            headers = SARIF.headers(request.headers)
            if let text = request.body, !text.isEmpty {
                body = Content(text: text)
            } else if let binary = request.bodyBase64 {
                body = Content(binary: binary)
            }
        }
    }

    struct WebResponse: Codable {
        var `protocol` = "HTTP"
        var version = "1.1"
        var statusCode: Int
        var headers: [String: String]
        var body: Content?

        init(_ response: RecordedResponse) {
            statusCode = response.status
            headers = SARIF.headers(response.headers)
            body = response.bodyExcerpt.isEmpty ? nil : Content(text: response.bodyExcerpt)
        }
    }

    struct Content: Codable {
        var text: String?
        var binary: String?
    }

    /// One value for each name, as SARIF has it: lines of one name are joined (RFC 9110, 5.3).
    private static func headers(_ lines: [RecordedHeader]) -> [String: String] {
        var headers: [String: String] = [:]
        var spellings: [String: String] = [:]
        for line in lines {
            let name = spellings[line.name.lowercased(), default: line.name]
            spellings[line.name.lowercased()] = name
            headers[name] = headers[name].map { "\($0), \(line.value)" } ?? line.value
        }
        return headers
    }
}
