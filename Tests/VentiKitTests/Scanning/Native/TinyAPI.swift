//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Synchronization

@testable import VentiKit

/// An API of a few lines for one test of the engine: operations, and a closure that answers.
final class TinyAPI: Sendable {
    /// A request as it came.
    struct Request: Sendable {
        var method: String
        /// The path without its query.
        var path: String
        var target: String
        var fields: HTTPFields
        var body: String
        /// The position among all requests, from 1.
        var number: Int
        /// The position among the requests to this path, from 1.
        var count: Int

        var bearer: String? {
            fields[.authorization].flatMap { $0.hasPrefix("Bearer ") ? String($0.dropFirst(7)) : nil }
        }
    }

    struct Answer: Sendable {
        var status = 200
        var body = "{}"
        var type = "application/json"
        var retryAfter: String?

        static func json(_ body: String, _ status: Int = 200) -> Answer { Answer(status: status, body: body) }
        static let notFound = Answer.json(#"{"error":"There is no such thing."}"#, 404)
        static let unauthorized = Answer.json(#"{"error":"Sign in first."}"#, 401)
    }

    typealias Respond = @Sendable (Request) async throws -> Answer

    let description: APIDescription
    private let respond: Respond
    private let received = Mutex<[Request]>([])

    init(_ operations: [APIOperation], respond: @escaping Respond) {
        description = APIDescription(operations, security: ["token": .bearer(format: nil)])
        self.respond = respond
    }

    var requests: [Request] { received.withLock { $0 } }

    func requests(to path: String) -> [Request] { requests.filter { $0.path == path } }

    /// Scans as fast as it answers.
    func scan(
        as identities: [Identity] = [],
        checks: CheckSet = .default,
        only names: [String] = [],
        excluding: [PathGlob] = [],
        methods: Set<String>? = nil,
        log: EventLog? = nil,
        change: (inout ScanPolicy) -> Void = { _ in }
    ) async throws -> ScanReport {
        let target = try TargetURL("http://tiny.test")
        var configuration = NativeScanner.Configuration()
        configuration.checks = checks
        configuration.transport = InProcessTransport(target: target) { try await self.handle($0, $1) }
        var policy = ScanPolicy()
        policy.requestsPerSecond = nil
        policy.checks = names
        change(&policy)
        var allowed = ScanScope(target: target)
        allowed.excludedPaths = excluding
        allowed.methods = methods
        let request = ScanRequest(
            document: .description(description),
            target: target.description,
            identities: identities,
            policy: policy,
            scope: allowed
        )
        return try await NativeScanner(configuration).scan(request) { log?.note($0) }
    }

    /// Takes away what scans have left.
    func cleanUp(
        as identities: [Identity],
        isDryRun: Bool,
        excluding: [String] = []
    ) async throws -> ScanCleanup.Outcome {
        let target = try TargetURL("http://tiny.test")
        var configuration = NativeScanner.Configuration()
        configuration.transport = InProcessTransport(target: target) { try await self.handle($0, $1) }
        var policy = ScanPolicy()
        policy.requestsPerSecond = nil
        policy.excludedOperations = excluding
        let request = ScanRequest(
            document: .description(description),
            target: target.description,
            identities: identities,
            policy: policy
        )
        return try await ScanCleanup(configuration).run(request, isDryRun: isDryRun)
    }

    private func handle(_ request: HTTPRequest, _ body: [UInt8]) async throws -> (HTTPResponse, [UInt8]) {
        let target = request.path ?? "/"
        let path = String(target.prefix { $0 != "?" })
        let incoming = received.withLock { all in
            let incoming = Request(
                method: request.method.rawValue,
                path: path,
                target: target,
                fields: request.headerFields,
                body: String(decoding: body, as: UTF8.self),
                number: all.count + 1,
                count: all.count { $0.path == path } + 1
            )
            all.append(incoming)
            return incoming
        }
        let answer = try await respond(incoming)
        var response = HTTPResponse(status: .init(code: answer.status))
        response.headerFields[.contentType] = answer.type
        response.headerFields[.retryAfter] = answer.retryAfter
        return (response, Array(answer.body.utf8))
    }
}

extension APIOperation {
    /// The operation behind a bearer token.
    var protected: APIOperation {
        var operation = self
        operation.security = [[APISecurityRequirement(scheme: "token")]]
        operation.declaresSecurity = true
        return operation
    }
}

/// Gathers events.
final class EventLog: Sendable {
    private let log = Mutex<[ScanEvent]>([])

    var events: [ScanEvent] { log.withLock { $0 } }

    func note(_ event: ScanEvent) { log.withLock { $0.append(event) } }
}
