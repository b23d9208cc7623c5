//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import Testing

@testable import VentiKit

/// Accounts that are read and changed by their ids.
struct ForeignAccountTests {
    private struct Person {
        var email: String
        var name = "somebody"

        func json(_ id: Int, showsEmail: Bool = true) -> String {
            #"{"id":\#(id),"email":"\#(showsEmail ? email : "hidden")","full_name":"\#(name)"}"#
        }
    }

    /// - Parameters:
    ///   - isChecked: Whether an account is only for whoever it belongs to.
    ///   - isListed: Whether everybody may list all accounts.
    private func findings(
        isChecked: Bool,
        isListed: Bool = false,
        _ check: any Check
    ) async throws -> [String] {
        let people = Mutex<[Int: Person]>([:])
        let operations = [
            APIOperation("POST /register", body: .texts("email", "password")),
            APIOperation("POST /login", body: .texts("email", "password")),
            APIOperation("GET /me").protected, APIOperation("GET /users").protected,
            APIOperation("GET /users/{id}").protected,
            APIOperation("PATCH /users/{id}", body: .texts("full_name", "email", "password")).protected,
        ]
        let api = TinyAPI(operations) { request in
            let body = JSONValue(parsingJSON: Array(request.body.utf8))
            let email = body?["email"]?.stringValue ?? ""
            return people.withLock { people in
                switch request.path {
                case "/register":
                    guard !people.values.contains(where: { $0.email == email }) else { return .json("{}", 409) }
                    people[people.count + 1] = Person(email: email)
                    return .json(#"{"done":true}"#, 201)
                case "/login":
                    guard let id = people.first(where: { $0.value.email == email })?.key else { return .unauthorized }
                    return .json(#"{"token":"token-of-\#(id)"}"#)
                default: break
                }
                guard let who = request.bearer.flatMap({ Int($0.dropFirst("token-of-".count)) }), let me = people[who]
                else { return .unauthorized }
                if request.path == "/me" { return .json(me.json(who)) }
                if request.path == "/users" {
                    let shown = people.sorted { $0.key < $1.key }.map { $0.value.json($0.key, showsEmail: isListed) }
                    return .json("[\(shown.joined(separator: ","))]")
                }
                guard let id = request.path.split(separator: "/").last.flatMap({ Int($0) }), let person = people[id]
                else { return .notFound }
                if isChecked, id != who { return .json(#"{"error":"It is not yours."}"#, 403) }
                if request.method == "PATCH", let name = body?["full_name"]?.stringValue { people[id]?.name = name }
                return .json((people[id] ?? person).json(id))
            }
        }
        let report = try await api.scan(checks: CheckSet([check])) { $0.profile = .active }
        return report.findings.map(\.location.operationName)
    }

    @Test func whoeverChangesAnotherAccountIsFound() async throws {
        #expect(try await findings(isChecked: false, ForeignUpdateCheck()) == ["PATCH /users/{id}"])
        #expect(try await findings(isChecked: true, ForeignUpdateCheck()).isEmpty)
    }

    @Test func whoeverReadsAnotherAddressIsFound() async throws {
        #expect(try await findings(isChecked: false, ForeignReadCheck()) == ["GET /users/{id}"])
        #expect(try await findings(isChecked: true, ForeignReadCheck()).isEmpty)
    }

    @Test func anAddressThatAListShowsToAllIsNotHidden() async throws {
        #expect(try await findings(isChecked: false, isListed: true, ForeignReadCheck()).isEmpty)
    }
}
