//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

@testable import VentiServer

/// A client of a server that really listens.
struct LiveClient: Sendable {
    struct Reply: Sendable {
        var status: Int
        var headers: [String: String]
        var text: String
        var json: JSON { (try? JSONDecoder().decode(JSON.self, from: Data(text.utf8))) ?? .null }
    }

    let base: String
    var token: String?
    var headers: [String: String] = [:]

    func send(
        _ method: String,
        _ path: String,
        json: JSON? = nil,
        body: String? = nil,
        type: String? = nil
    ) async throws
        -> Reply
    {
        var request = HTTPClientRequest(url: base + path)
        request.method = HTTPMethod(rawValue: method)
        if let token { request.headers.add(name: "authorization", value: "Bearer \(token)") }
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let text = try json?.encoded() ?? body {
            request.headers.add(name: "content-type", value: type ?? "application/json")
            request.body = .bytes(ByteBuffer(string: text))
        }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
        let bytes = try await response.body.collect(upTo: 50_000_000)
        let headers = response.headers.map { ($0.name.lowercased(), $0.value) }
        return Reply(
            status: Int(response.status.code),
            headers: Dictionary(headers) { first, _ in first },
            text: String(buffer: bytes)
        )
    }

    /// The events of a scan from a place on, until the server ends them or so many have come.
    func events(of scan: String, after: Int = 0, most: Int = .max) async throws -> [(id: Int, kind: String, data: JSON)]
    {
        var request = HTTPClientRequest(url: base + "/api/v1/scans/\(scan)/events")
        if let token { request.headers.add(name: "authorization", value: "Bearer \(token)") }
        if after > 0 { request.headers.add(name: "last-event-id", value: "\(after)") }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
        var result: [(id: Int, kind: String, data: JSON)] = []
        var text = ""
        for try await chunk in response.body {
            text += String(buffer: chunk)
            while let end = text.firstRange(of: "\n\n") {
                if let event = Self.event(String(text[..<end.lowerBound])) { result.append(event) }
                text = String(text[end.upperBound...])
                if result.count >= most { return result }
            }
        }
        return result
    }

    private static func event(_ block: String) -> (id: Int, kind: String, data: JSON)? {
        var fields: [String: String] = [:]
        for line in block.split(separator: "\n") {
            if let colon = line.firstRange(of: ": ") {
                fields[String(line[..<colon.lowerBound])] = String(line[colon.upperBound...])
            }
        }
        guard let id = fields["id"].flatMap({ Int($0) }), let kind = fields["event"], let data = fields["data"],
            let json = try? JSONDecoder().decode(JSON.self, from: Data(data.utf8))
        else { return nil }
        return (id, kind, json)
    }
}
