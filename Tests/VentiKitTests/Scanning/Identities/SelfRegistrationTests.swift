//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Synchronization
import Testing

@testable import VentiKit

/// APIs that let anybody register, each in its own way.
struct SelfRegistrationTests {
    private static let register = APIOperation(
        "POST /signup",
        body: .object(
            ("username", APISchema(.string)),
            ("password", APISchema(.string)),
            ("admin", APISchema(.boolean)),
            required: ["username", "password"]
        )
    )
    private static let login = APIOperation("POST /login", body: .texts("username", "password"))

    private static func secured(_ id: String) -> APIOperation {
        var operation = APIOperation(id)
        operation.security = [[APISecurityRequirement(scheme: "token")]]
        return operation
    }

    private static func names(_ body: String) -> (name: String, password: String) {
        let json = JSONValue(parsingJSON: Array(body.utf8))
        return (json?["username"]?.stringValue ?? "", json?["password"]?.stringValue ?? "")
    }

    private func api(scheme: String = "Bearer", loggingIn: Bool = true) -> TinyAPI {
        let people = Mutex<[String: String]>([:])
        return TinyAPI([Self.register, Self.login, Self.secured("GET /me")]) { request in
            let (name, password) = Self.names(request.body)
            switch request.path {
            case "/signup":
                // What nobody must send is taken over by careless servers; it must not be sent by chance.
                guard !request.body.contains("admin") else { return .json(#"{"error":"admin"}"#, 400) }
                guard people.withLock({ $0[name] == nil }) else { return .json(#"{"error":"taken"}"#, 409) }
                people.withLock { $0[name] = password }
                return .json(#"{"done":true}"#, 201)
            case "/login":
                guard loggingIn, people.withLock({ $0[name] }) == password else { return .unauthorized }
                return .json(#"{"token":"secret-\#(name)"}"#)
            default:
                let field = request.fields[.authorization] ?? ""
                guard field.hasPrefix("\(scheme) secret-") else { return .unauthorized }
                return .json(#"{"name":"\#(field.dropFirst(scheme.count + 8))"}"#)
            }
        }
    }

    @Test(arguments: ["Bearer", "Token", "JWT"])
    func twoAccountsAreMadeAndReachWhatNobodyReaches(_ scheme: String) async throws {
        let report = try await api(scheme: scheme).scan(checks: .none) { $0.profile = .active }
        #expect(report.outcome == .completed)
        #expect(report.identities.map(\.name) == ["account-1", "account-2"])
        #expect(report.identities.allSatisfy { $0.works && $0.detail.hasPrefix("GET /me 200") })
        #expect(report.diagnostics.filter { $0.message.hasPrefix("Registered account-") }.count == 2)
    }

    @Test func aProfileThatChangesNothingRegistersNobody() async throws {
        let api = api()
        let report = try await api.scan(checks: .none)
        #expect(report.identities.isEmpty)
        #expect(api.requests(to: "/signup").isEmpty)
        #expect(report.diagnostics.contains { $0.message.hasPrefix("No identity was given.") })
    }

    @Test func theUsersOwnIdentitiesWin() async throws {
        let api = api()
        let report = try await api.scan(
            as: [Identity("ann", bearer: "secret-ann"), Identity("bob", bearer: "secret-bob")],
            checks: .none
        ) { $0.profile = .active }
        #expect(report.identities.map(\.name) == ["ann", "bob"])
        #expect(!report.diagnostics.contains { $0.message.hasPrefix("Registered") })
    }

    @Test func whatWasTriedInVainIsSaid() async throws {
        let report = try await api(loggingIn: false).scan(checks: .none) { $0.profile = .active }
        #expect(report.identities.isEmpty)
        let message = try #require(
            report.diagnostics.map(\.message).first { $0.hasPrefix("The scan could not register") }
        )
        #expect(message.contains("POST /signup made an account, but POST /login gave no token"))
    }

    @Test func noPasswordLeavesTheScan() async throws {
        let api = api()
        let report = try await api.scan(checks: .none) { $0.profile = .active }
        let passwords = api.requests(to: "/signup").map { Self.names($0.body).password }.filter { !$0.isEmpty }
        let text = try JSONReport().text(for: report)
        #expect(!passwords.isEmpty)
        #expect(passwords.allSatisfy { !text.contains($0) })
    }
}
