//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import HTTPTypes

/// Sends probes straight into a handler in the same process, without a network.
///
/// A host scans its own server so: the handler is the server's, over the types of swift-http-types. Header lines that
/// those types cannot hold (names that are not tokens) are left out, because no server could have handed them on; the
/// value of a `Host` field becomes the request's authority.
///
/// The handler is cancelled when the deadline passes or the probe's task is cancelled, and is waited for: a handler that
/// ignores cancellation holds up the scan.
public struct InProcessTransport: ProbeTransport {
    /// Answers a request.
    ///
    /// The arrays are the bodies.
    public typealias Handler = @Sendable (HTTPRequest, [UInt8]) async throws -> (HTTPResponse, [UInt8])

    private let scheme: String
    private let authority: String
    private let limits: ProbeLimits
    private let handler: Handler
    private let deadlines = TaskDeadlines()
    private let fieldNames = FieldNames()

    /// Makes a transport into a handler.
    ///
    /// - Parameters:
    ///   - target: The target's URL, as the handler is to see its scheme and authority.
    ///   - limits: The bound of a body's length is kept; those of the wire do not apply.
    ///   - handler: Answers requests, of which several may be under way at once.
    public init(target: TargetURL, limits: ProbeLimits = ProbeLimits(), handler: @escaping Handler) {
        scheme = target.scheme.rawValue
        authority = target.authority
        self.limits = limits
        self.handler = handler
    }

    public func send(
        _ request: ProbeRequest,
        deadline: ContinuousClock.Instant,
        options: ProbeOptions
    ) async throws -> ProbeResponse {
        try RequestRules.check(request)
        try Task.checkCancellation()
        let message = try httpRequest(request)
        let started = ContinuousClock.now
        guard started < deadline else {
            throw ProbeError(.timedOut, "The deadline had passed before the request was sent.")
        }
        // A task of its own, so that it can be cancelled alone, and the only one: the timer is shared.
        let body = request.body
        let (result, hasPassed) = await withTaskGroup(of: Outcome.self) { [handler, deadlines] group in
            if #available(macOS 26, *) {
                group.addImmediateTask { await deadlines.run(until: deadline) { try await handler(message, body) } }
            } else {
                group.addTask { await deadlines.run(until: deadline) { try await handler(message, body) } }
            }
            return await group.next() ?? (.failure(CancellationError()), true)
        }
        try Task.checkCancellation()
        guard !hasPassed else {
            throw ProbeError(.timedOut, "The handler had not answered when the deadline passed.")
        }
        let (response, content) = try answer(result)
        return probeResponse(response, content, to: request, took: ContinuousClock.now - started)
    }

    private typealias Answer = (HTTPResponse, [UInt8])
    private typealias Outcome = (result: Result<Answer, any Error>, hasPassed: Bool)

    private func answer(_ result: Result<Answer, any Error>) throws(ProbeError) -> Answer {
        switch result {
        case .success(let answer): return answer
        case .failure(let error):
            throw ProbeError(.handlerFailed, "The handler threw an error of type \(type(of: error)).", cause: error)
        }
    }

    private func httpRequest(_ request: ProbeRequest) throws(ProbeError) -> HTTPRequest {
        guard let method = Self.method(request.method) else {
            throw ProbeError(.invalidRequest, "The request's method is not a token (RFC 9110, 5.6.2).")
        }
        var fields = HTTPFields()
        var authority = authority
        for line in request.headers.lines {
            guard let name = fieldNames[line.name] else { continue }
            if name.canonicalName == "host" {
                authority = line.value
            } else {
                fields.append(.init(name: name, value: line.value))
            }
        }
        if !request.body.isEmpty, fields[.contentLength] == nil { fields[.contentLength] = String(request.body.count) }
        return HTTPRequest(
            method: method,
            scheme: scheme,
            authority: authority,
            path: request.target,
            headerFields: fields
        )
    }

    private static func method(_ text: String) -> HTTPRequest.Method? {
        switch text {
        case "GET": .get
        case "POST": .post
        default: HTTPRequest.Method(text)
        }
    }

    private func probeResponse(
        _ response: HTTPResponse,
        _ body: [UInt8],
        to request: ProbeRequest,
        took duration: Duration
    ) -> ProbeResponse {
        var headers = HeaderLines()
        for field in response.headerFields { headers.append(field.name.rawName, field.value) }
        var codings: [String] = []
        if let value = headers["content-encoding"] {
            codings = value.split(separator: ",").map { $0.lowercased().filter { $0 != " " } }
                .filter { !$0.isEmpty && $0 != "identity" }
        }
        let hasBody = request.method != "HEAD" && response.status.code != 204 && response.status.code != 304
        let content = ContentDecoder.decode(
            hasBody ? body : [],
            codings: codings,
            limit: limits.maximumBodyBytes
        )
        var result = ProbeResponse(
            status: response.status.code,
            headers: headers,
            body: content.body,
            bodyIsTruncated: content.isTruncated,
            timeToFirstByte: duration,
            duration: duration
        )
        result.bodyIsEncoded = content.isEncoded
        return result
    }
}
