//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import VentiKit

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Calls the JSON API of a running ZAP.
///
/// Every answer has a bound and every call a deadline. The key goes in a header and never into a URL.
/// ([ZAP: API](https://www.zaproxy.org/docs/api/))
struct ZAPClient: Sendable {
    /// The parameters of a call, in their order.
    typealias Parameters = KeyValuePairs<String, String>

    private static let maximumAnswerBytes = 64 << 20

    let base: String
    private let key: Secret?
    private let http: HTTPClient

    init(base: String, key: Secret?, http: HTTPClient) {
        self.base = base
        self.key = key
        self.http = http
    }

    /// The answer to a call.
    ///
    /// - Parameters:
    ///   - name: The component, kind and name, such as `core/view/version`.
    ///   - parameters: What goes into the form.
    ///   - seconds: How long ZAP may take.
    ///   - survivesCancellation: Whether the call goes on when the task is cancelled, as cleaning up must.
    /// - Throws: ``ZAPError``; `CancellationError` if the task was cancelled.
    func call(
        _ name: String,
        _ parameters: Parameters = [:],
        seconds: Double = 30,
        survivesCancellation: Bool = false
    ) async throws -> JSONValue {
        if !survivesCancellation { try Task.checkCancellation() }
        let response = try await answer(to: name, parameters, seconds, survivesCancellation)
        var limits = JSONLimits()
        limits.maximumNodes = 4_000_000
        let bytes = response.body.map { Array($0.readableBytesView) } ?? []
        let value = JSONValue(parsingJSON: bytes, limits: limits)
        // Some calls answer an error with status 200.
        if let code = value?["code"]?.stringValue, response.status != .ok || value?.members.count ?? 0 <= 3 {
            throw refusal(of: name, code, value?["message"]?.stringValue ?? "", response.status)
        }
        guard response.status == .ok, let value else {
            throw ZAPError(
                .refused,
                "ZAP answered \(name) with status \(response.status.code) and no JSON; is \(base) really ZAP's API?"
            )
        }
        return value
    }

    private func answer(
        to name: String,
        _ parameters: Parameters,
        _ seconds: Double,
        _ survivesCancellation: Bool
    ) async throws -> HTTPClient.Response {
        let form = parameters.map { "\(PercentEncoding.encode($0.key))=\(PercentEncoding.encode($0.value))" }
        // Exactly this media type: ZAP refuses it with a charset.
        var headers: HTTPHeaders = ["Content-Type": "application/x-www-form-urlencoded", "Connection": "close"]
        key?.withExposedValue { headers.add(name: "X-ZAP-API-Key", value: $0) }
        do {
            let request = try HTTPClient.Request(
                url: "\(base)/JSON/\(name)/",
                method: .POST,
                headers: headers,
                body: .string(form.joined(separator: "&"))
            )
            let task = http.execute(
                request: request,
                delegate: ResponseAccumulator(request: request, maxBodySize: Self.maximumAnswerBytes),
                // Where ZAP answers early and closes, the process would end if both had loops of their own.
                eventLoop: .delegateAndChannel(on: http.eventLoopGroup.next()),
                deadline: .now() + .milliseconds(Int64(max(0.1, seconds) * 1_000))
            )
            guard !survivesCancellation else { return try await task.futureResult.get() }
            return try await withTaskCancellationHandler {
                try await task.futureResult.get()
            } onCancel: {
                task.cancel()
            }
        } catch {
            throw Task.isCancelled && !survivesCancellation ? CancellationError() : failure(of: name, error, seconds)
        }
    }

    private func failure(of name: String, _ error: any Error, _ seconds: Double) -> any Error {
        let known = error as? HTTPClientError
        if known == .deadlineExceeded || known == .readTimeout {
            return ZAPError(
                .deadlineExceeded,
                "ZAP at \(base) did not answer \(name) within \(seconds) s.",
                cause: error
            )
        }
        let isNotConnected =
            error is NIOConnectionError || (error as? IOError)?.errnoCode == ECONNREFUSED || known == .connectTimeout
            || known == .invalidURL || known == .emptyHost
            || known == .emptyScheme
        guard isNotConnected else {
            // So ZAP answers a wrong key, and a caller whose address it does not permit.
            return ZAPError(
                .unreachable,
                "ZAP at \(base) closed the connection without an answer to \(name): the API key is wrong or missing, or "
                    + "api.addrs does not permit this address.",
                cause: error
            )
        }
        return ZAPError(
            .unreachable,
            "Nothing answers \(name) at \(base); start ZAP with zap.sh -daemon, or write its address as in "
                + "http://127.0.0.1:8080.",
            cause: error
        )
    }

    private func refusal(of name: String, _ code: String, _ message: String, _ status: HTTPResponseStatus) -> ZAPError {
        let words = ImportedFindings.bounded(message.isEmpty ? code : "\(code): \(message)", 200)
        let mend = code == "no_implementor" ? " The add-on of \(name.prefix { $0 != "/" }) is not installed." : ""
        return ZAPError(
            code == "no_implementor" ? .unsupported : .refused,
            "ZAP refused \(name) with \(words) (status \(status.code)).\(mend)",
            zapCode: code
        )
    }
}

extension ZAPError {
    init(_ code: Code, _ message: String, zapCode: String) {
        self.init(code, message)
        self.zapCode = zapCode
    }
}
