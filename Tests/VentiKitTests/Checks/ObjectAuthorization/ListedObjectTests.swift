//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import Testing

@testable import VentiKit

/// Notes that only a list shows, and pages whose address follows from their title.
struct ListedObjectTests {
    private struct Thing {
        var owner: String
        var title: String
        var text: String
    }

    private static let identities = ["ann", "bea"].map { Identity($0, credential: .bearer(Secret("token-of-\($0)"))) }

    /// - Parameter isChecked: Whether only the owner may change and delete.
    private func findings(isChecked: Bool, _ check: any Check) async throws -> [String] {
        let things = Mutex<[Int: Thing]>([:])
        let operations = [
            APIOperation("POST /notes", body: .texts("title", "text")).protected, APIOperation("GET /notes").protected,
            APIOperation("DELETE /notes/{id}").protected,
            APIOperation("POST /pages", body: .texts("title", "text")).protected,
            APIOperation("GET /pages/{slug}").protected,
            APIOperation("PUT /pages/{slug}", body: .texts("title", "text")).protected,
        ]
        let api = TinyAPI(operations) { request in
            guard let who = request.bearer else { return .unauthorized }
            let body = JSONValue(parsingJSON: Array(request.body.utf8))
            let sent = Thing(
                owner: who,
                title: body?["title"]?.stringValue ?? "",
                text: body?["text"]?.stringValue ?? ""
            )
            let name = request.path.split(separator: "/").last.map(String.init) ?? ""
            return things.withLock { things in
                func show(_ id: Int, _ thing: Thing) -> String {
                    #"{"id":\#(id),"slug":"\#(thing.title)","title":"\#(thing.title)","text":"\#(thing.text)"}"#
                }
                let known = things.first { String($0.key) == name || $0.value.title == name }
                switch (request.method, request.path) {
                case ("POST", _):
                    let id = things.count + 1
                    things[id] = sent
                    return .json(show(id, sent), 201)
                case ("GET", "/notes"):
                    let own = things.filter { $0.value.owner == who }.map { show($0.key, $0.value) }
                    return .json("[\(own.joined(separator: ","))]")
                default:
                    guard let (id, thing) = known else { return .notFound }
                    if request.method == "GET" { return .json(show(id, thing)) }
                    if isChecked, thing.owner != who { return .json(#"{"error":"It is not yours."}"#, 403) }
                    if request.method == "DELETE" { things[id]?.owner = "nobody" }
                    if request.method == "PUT" {
                        things[id] = Thing(owner: thing.owner, title: sent.title, text: sent.text)
                    }
                    return .json(#"{"done":true}"#)
                }
            }
        }
        let report = try await api.scan(as: Self.identities, checks: CheckSet([check])) { $0.profile = .active }
        return report.findings.map(\.location.operationName)
    }

    @Test func aNoteThatLeavesTheListWasDeleted() async throws {
        #expect(try await findings(isChecked: false, ForeignDeletionCheck()) == ["DELETE /notes/{id}"])
        #expect(try await findings(isChecked: true, ForeignDeletionCheck()).isEmpty)
    }

    @Test func aPageThatMovesWithItsTitleIsChangedElsewhere() async throws {
        #expect(try await findings(isChecked: false, ForeignUpdateCheck()) == ["PUT /pages/{slug}"])
        #expect(try await findings(isChecked: true, ForeignUpdateCheck()).isEmpty)
    }
}
