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
import VentiKit

/// Fetches something small from a URL that somebody has entered.
///
/// Every hop is judged by the ``AddressGuard`` and connected to at the address that was judged, so that a name that changes
/// its address in between leads nowhere else. No credential is sent.
struct GuardedFetch: Sendable {
    let addresses: AddressGuard
    /// What measures each request.
    var tracer = Tracer()
    var maximumBytes = 10_000_000
    var maximumRedirects = 5
    var timeout: Duration = .seconds(20)

    /// What came back.
    struct Answer: Sendable {
        var status: Int
        var headers: [(name: String, value: String)]
        var body: [UInt8]
        /// Where it came from in the end.
        var url: String
        /// Whether all hops were on the allow list.
        var isAllowListed: Bool
    }

    /// Fetches a URL.
    /// - Throws: ``ServiceError`` where a hop is refused, too large, too slow or not there.
    func get(_ text: String) async throws -> Answer {
        var url = text
        var isAllowListed = true
        for _ in 0...maximumRedirects {
            let (target, path) = try Self.parts(of: url)
            let place = try await addresses.admit(host: target.host, port: target.port)
            isAllowListed = isAllowListed && place.isAllowListed
            var answer = try await measured(target, path, place)
            guard (300..<400).contains(answer.status),
                let location = answer.headers.first(where: { $0.name.lowercased() == "location" })?.value
            else {
                answer.url = url
                answer.isAllowListed = isAllowListed
                return answer
            }
            guard let base = URL(string: url), let next = URL(string: location, relativeTo: base)?.absoluteString else {
                throw ServiceError(.targetOutOfScope, "The redirect leads to no URL.")
            }
            url = next
        }
        throw ServiceError(.targetOutOfScope, "There are more than \(maximumRedirects) redirects.")
    }

    /// The origin and the rest of a URL.
    static func parts(of text: String) throws -> (TargetURL, String) {
        let bare = text.prefix { $0 != "#" }
        let afterScheme = bare.firstRange(of: "://")?.upperBound ?? bare.startIndex
        let end = bare[afterScheme...].firstIndex { $0 == "/" || $0 == "?" } ?? bare.endIndex
        do {
            let target = try TargetURL(String(bare[..<end]))
            let path = String(bare[end...])
            guard path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
                throw ServiceError.invalid("/url", "The URL holds blanks or characters beyond ASCII.")
            }
            return (target, path.hasPrefix("/") ? path : "/" + path)
        } catch let error as TargetURLError {
            throw ServiceError.invalid("/url", error.message, code: error.code.description)
        }
    }

    /// One request, as a trace shows it: where it went, but neither its path nor what came back.
    private func measured(_ target: TargetURL, _ path: String, _ place: AddressGuard.Place) async throws -> Answer {
        let facts: [String: TraceSpan.Value] = [
            "http.request.method": .text("GET"), "server.address": .text(place.host),
            "server.port": .number(place.port),
        ]
        return try await tracer.span("HTTP GET", .client, attributes: facts) { span in
            let answer = try await send(target, path, place)
            span.set("http.response.status_code", .number(answer.status))
            return answer
        }
    }

    private func send(_ target: TargetURL, _ path: String, _ place: AddressGuard.Place) async throws -> Answer {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(5)
        configuration.timeout.read = .seconds(10)
        configuration.httpVersion = .http1Only
        // Who refuses a connection says so; asking again until the time is over only keeps somebody waiting.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.dnsOverride = [place.host: place.address.description]
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let result: Result<Answer, any Error>
        do {
            var request = HTTPClientRequest(url: target.origin + path)
            request.headers.add(name: "user-agent", value: "venti-server")
            request.headers.add(name: "accept", value: "application/yaml, application/json, text/plain, */*;q=0.1")
            let (asked, most) = (request, maximumBytes)
            // The client's own limit ends with the head of the answer.
            let answer = try await withDeadline(timeout) {
                let response = try await client.execute(asked, timeout: .minutes(5))
                let body = try await response.body.collect(upTo: most)
                return Answer(
                    status: Int(response.status.code),
                    headers: response.headers.map { (name: $0.name, value: $0.value) },
                    body: Array(body.readableBytesView),
                    url: "",
                    isAllowListed: false
                )
            }
            result = .success(answer)
        } catch is NIOTooManyBytesError {
            result = .failure(ServiceError(.payloadTooLarge, "There are more than \(maximumBytes) bytes."))
        } catch let error as CancellationError {
            result = .failure(error)
        } catch {
            result = .failure(ServiceError(.targetOutOfScope, "\(target.origin) did not answer in time or at all."))
        }
        try? await client.shutdown()
        return try result.get()
    }
}
