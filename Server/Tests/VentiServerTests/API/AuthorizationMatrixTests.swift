//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import Synchronization
import Testing
import VentiKit

@testable import VentiServer
@testable import VentiService

/// Every operation of the document, called by everybody there is, and compared with what the policy table says.
@Suite(.timeLimit(.minutes(5))) struct AuthorizationMatrixTests {
    /// What is expected of an answer.
    private enum Expected: Sendable {
        case unauthenticated, forbidden, notFound, letIn, anybody
    }

    private struct Operation: Sendable {
        var id: String
        var method: HTTPRequest.Method
        var path: String
        var access: String
        var body: JSON?
        var mediaType: String?
    }

    private static func operations() throws -> [Operation] {
        let document = OpenAPIDocument(API.endpoints(ServerConfiguration(), ServerState())).json
        var result: [Operation] = []
        for (path, item) in (document["paths"]?.members ?? [:]).sorted(by: { $0.key < $1.key }) {
            for (method, operation) in item.members.sorted(by: { $0.key < $1.key }) {
                let content = operation["requestBody"]?["content"]?.members.first { $0.key.hasSuffix("json") }
                result.append(
                    Operation(
                        id: try #require(operation["operationId"]?.text),
                        method: try #require(HTTPRequest.Method(method.uppercased())),
                        path: path,
                        access: try #require(operation["x-access"]?.text),
                        body: content?.value["example"],
                        mediaType: content?.key
                    )
                )
            }
        }
        return result
    }

    /// Operations that decide more than the document says, with what they decide.
    private static func permission(_ operation: Operation) -> Permission? {
        switch operation.id {
        case "engageEmergencyStop", "releaseEmergencyStop": .writeStops
        default: Permission(rawValue: operation.access)
        }
    }

    private static func expected(_ operation: Operation, _ roles: [Role], isForeign: Bool) -> Expected {
        if operation.access == "anybody" { return .anybody }
        // Who may release global stops only looks for one, and another tenant's is none.
        if operation.id == "releaseEmergencyStop", isForeign, roles == [.platformAdmin] { return .notFound }
        if let permission = permission(operation) {
            let isAllowed = roles.contains { PolicyTable.permissions(of: $0).contains(permission) }
            guard isAllowed else { return .forbidden }
        }
        return isForeign && namesRecords(operation) ? .notFound : .letIn
    }

    /// Whether the path or the example names a record of the tenant.
    private static func namesRecords(_ operation: Operation) -> Bool {
        if operation.path.contains("{slug}") { return false }
        // Its target stands in the query.
        if operation.id == "importReport" { return true }
        let text = (try? operation.body?.encoded()) ?? ""
        return operation.path.contains("{") || text.contains(/\{[a-z]+\}/)
    }

    private static func fits(_ reply: Client.Reply, _ expected: Expected) -> Bool {
        switch expected {
        case .unauthenticated: reply.status == 401
        case .forbidden: reply.status == 403
        case .notFound: reply.status == 404
        // Let in, it may still be refused for what it is: a wrong password, a target that does not answer.
        case .letIn: reply.status < 500 && ![401, 403, 404, 429].contains(reply.status)
        // Signing in with a wrong password is refused, and after some times put off.
        case .anybody: reply.status < 500 && reply.status != 403 && reply.status != 404
        }
    }

    private func call(
        _ operation: Operation,
        _ token: String?,
        _ ids: [String: String],
        _ client: Client
    ) async throws
        -> Client.Reply
    {
        func filled(_ text: String) -> String { ids.reduce(text) { $0.replacing("{\($1.key)}", with: $1.value) } }
        var path = filled(operation.path)
        // Signed as a whole: a link cannot be made of its parts.
        if operation.id == "openShare" { path = ids["shared"] ?? path }
        if operation.id == "compareScans" { path += "?base=\(ids["scan"] ?? "")" }
        if operation.id == "importReport" { path += "?format=sarif&target_id=\(ids["target"] ?? "")" }
        let body = try operation.body.map { filled(try $0.encoded()) }
        var headers: [String: String] = [:]
        if let type = operation.mediaType { headers["content-type"] = type }
        return try await client.send(operation.method, path, token: token, body: body, headers: headers)
    }

    @Test func everybodyMayDoWhatThePolicyTableSaysAndNothingElse() async throws {
        let operations = try Self.operations()
        var cases = 0
        var wrong: [String] = []
        func judge(_ who: String, _ operation: Operation, _ reply: Client.Reply, _ expected: Expected) {
            cases += 1
            if !Self.fits(reply, expected) {
                wrong.append("\(who) \(operation.id): \(reply.status), expected \(expected)")
            }
            if reply.status >= 400, reply.header("content-type") != "application/problem+json" {
                wrong.append("\(who) \(operation.id): \(reply.status) is no problem+json")
            }
        }
        // Records are made anew for every call.
        let test = try await ServerUnderTest(settings: { $0.schedulesPerTenant = 1_000_000 })
        let box = Box()
        try await test.test { client in
            let bad = try await BadTokens(test).all
            let foreign = try await test.platform.identity.makeTenant(slug: "other", name: "", email: "b@other.example")
            let foreignScope = TenantScope(tenant: foreign.tenant.id)
            for operation in operations {
                let ids = try await test.matrixRecords()
                let isPublic = operation.access == "anybody"
                box.add(
                    "anonymous",
                    operation.id,
                    try await call(operation, nil, ids, client),
                    isPublic ? .anybody : .unauthenticated
                )
                for (name, token) in bad {
                    box.add(
                        name,
                        operation.id,
                        try await call(operation, token, ids, client),
                        isPublic ? .anybody : .unauthenticated
                    )
                }
                for role in Role.allCases {
                    let other = try await test.token(role, in: foreignScope)
                    box.add(
                        "foreign \(role.rawValue)",
                        operation.id,
                        try await call(operation, other, ids, client),
                        Self.expected(operation, [role], isForeign: true)
                    )
                }
                for role in Role.allCases {
                    // Anew for each: the call before may have deleted it.
                    let ids = try await test.matrixRecords()
                    let own = try await test.token(role)
                    let session = try await test.platform.identity.sessionID(of: own)
                    box.add(
                        role.rawValue,
                        operation.id,
                        try await call(
                            operation,
                            own,
                            ids.merging(["session": session ?? RecordID.make().rawValue]) { $1 },
                            client
                        ),
                        // A key has no session to end.
                        operation.id == "endSession" && session == nil
                            ? .notFound : Self.expected(operation, [role], isForeign: false)
                    )
                }
            }
        }
        for entry in box.entries {
            if let operation = operations.first(where: { $0.id == entry.id }) {
                judge(entry.who, operation, entry.reply, entry.expected)
            }
        }
        print("matrix: cases=\(cases) wrong=\(wrong.count)")
        #expect(cases > 1_500)
        #expect(wrong.isEmpty, "\(wrong.prefix(20).joined(separator: "\n"))")
    }

    /// What was answered, gathered across the client's closure.
    private final class Box: Sendable {
        struct Entry: Sendable {
            var who: String
            var id: String
            var reply: Client.Reply
            var expected: Expected
        }

        private let state = Mutex<[Entry]>([])
        var entries: [Entry] { state.withLock { $0 } }

        func add(_ who: String, _ id: String, _ reply: Client.Reply, _ expected: Expected) {
            state.withLock { $0.append(Entry(who: who, id: id, reply: reply, expected: expected)) }
        }
    }
}
