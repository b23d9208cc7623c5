//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import Testing

@testable import VentiKit

/// What a scan makes, it takes away.
struct MutationJournalTests {
    private func api(deleting: Bool) -> (TinyAPI, @Sendable () -> Int) {
        let notes = Mutex<[String: String]>([:])
        let counter = Mutex(0)
        var operations = [
            APIOperation("POST /notes", body: .texts("text")), APIOperation("GET /notes"),
            APIOperation("GET /notes/{noteId}"),
        ]
        if deleting { operations.append(APIOperation("DELETE /notes/{noteId}")) }
        let api = TinyAPI(operations) { request in
            guard request.bearer != nil else { return .unauthorized }
            let id = String(request.path.dropFirst("/notes/".count))
            switch (request.method, request.path) {
            case ("POST", "/notes"):
                let text = JSONValue(parsingJSON: Array(request.body.utf8))?["text"]?.stringValue ?? ""
                let number = counter.withLock { count in
                    count += 1
                    return String(count)
                }
                notes.withLock { $0[number] = text }
                return .json(#"{"data":{"id":\#(number)}}"#, 201)
            case ("GET", "/notes"): return .json("[]")
            case ("DELETE", _):
                return notes.withLock { $0.removeValue(forKey: id) } == nil ? .notFound : .json("{}")
            default:
                guard let text = notes.withLock({ $0[id] }) else { return .notFound }
                return .json(#"{"id":\#(id),"text":"\#(text)"}"#)
            }
        }
        return (api, { notes.withLock { $0.count } })
    }

    private let people = [Identity("ann", bearer: "ann-secret"), Identity("bob", bearer: "bob-secret")]

    @Test func whatWasMadeIsDeleted() async throws {
        let (api, count) = api(deleting: true)
        let report = try await api.scan(as: people, checks: CheckSet([ForeignReadCheck()])) { $0.profile = .active }
        #expect(report.findings.map(\.checkID.rawValue) == ["venti.bola.read"])
        #expect(report.findings.allSatisfy { $0.confidence == .confirmed })
        #expect(!api.requests.filter { $0.method == "POST" }.isEmpty)
        #expect(count() == 0)
        #expect(!report.diagnostics.contains { $0.message.hasPrefix("Left at the target") })
    }

    @Test func whatCannotBeDeletedIsSaid() async throws {
        let (api, count) = api(deleting: false)
        let report = try await api.scan(as: people, checks: CheckSet([ForeignReadCheck()])) { $0.profile = .active }
        #expect(count() > 0)
        #expect(
            report.diagnostics.map(\.message).contains(
                "Left at the target, made by the scan: \(count()) by POST /notes."
            )
        )
    }

    @Test func aSafeScanMakesNothing() async throws {
        let (api, count) = api(deleting: true)
        _ = try await api.scan(as: people)
        #expect(count() == 0)
    }
}
