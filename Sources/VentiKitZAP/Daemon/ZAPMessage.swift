//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// A request and its response in the texts of ZAP's API.
enum ZAPMessage {
    /// The text of a request, as `core/action/sendRequest` takes it.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - target: The host that it goes to.
    /// - Returns: `nil` where the body is no text, which the API could not carry.
    static func text(of request: ProbeRequest, to target: TargetURL) -> String? {
        guard let body = String(validating: request.body, as: UTF8.self) else { return nil }
        var lines = ["\(request.method) \(target.origin)\(request.target) HTTP/1.1"]
        if !request.headers.contains("host") { lines.append("Host: \(target.authority)") }
        lines += request.headers.lines.map { "\($0.name): \($0.value)" }
        if !request.headers.contains("content-length"), !request.body.isEmpty {
            lines.append("Content-Length: \(request.body.count)")
        }
        return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
    }

    /// The response of a message.
    ///
    /// - Parameter message: An object with `responseHeader` and `responseBody`.
    /// - Returns: `nil` where there was no response.
    static func response(in message: JSONValue) -> ProbeResponse? {
        let head = message["responseHeader"]?.stringValue ?? ""
        // A CR and its LF are one character.
        let lines = head.split(whereSeparator: \.isNewline)
        let first = (lines.first ?? "").split(separator: " ", maxSplits: 2)
        guard first.count >= 2, first[0].hasPrefix("HTTP/"), let status = Int(first[1]), (100...599).contains(status)
        else { return nil }
        var headers = HeaderLines()
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            headers.append(String(line[..<colon]), String(value))
        }
        let body = Array((message["responseBody"]?.stringValue ?? "").utf8)
        let milliseconds = message.number("rtt") ?? 0
        return ProbeResponse(
            status: status,
            headers: headers,
            body: body,
            timeToFirstByte: .milliseconds(milliseconds),
            duration: .milliseconds(milliseconds),
            httpVersion: String(first[0])
        )
    }
}
