//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import Testing
import VentiKit

@testable import VulnerableAPIs

/// APIs that look as if they had the flaw, and one that hides it well.
struct MassAssignmentScanTests {
    private static let checks = ["bopla.mass-create", "bopla.mass-update", "bopla.readonly-accepted", "bopla.xml-mass"]

    private func findings(_ api: VulnerableAPI) async throws -> [String] {
        let report = try await InProcessScan.run(api, checks: Self.checks) { $0.profile = .active }
        #expect(report.outcome == .completed)
        #expect(report.findings.allSatisfy { $0.confidence == .confirmed })
        return report.findings.map { "\($0.checkID.shortName) \($0.location.operationName) \($0.summary)" }
    }

    @Test func anEchoWithoutAnEffectIsNoFinding() async throws {
        let api = NoteAPI { sent, _ in
            (stored: NoteAPI.note(sent), answered: NoteAPI.note(sent).merging(sent))
        }
        #expect(try await findings(api.api) == [])
        #expect(api.made > 1)
    }

    @Test func anAPIThatKeepsWhateverItIsSentIsNoFinding() async throws {
        let api = NoteAPI { sent, _ in
            let bare: JSON = ["text": sent["text"] ?? ""]
            return (stored: bare.merging(sent), answered: bare.merging(sent))
        }
        #expect(try await findings(api.api) == [])
        #expect(api.made > 1)
    }

    @Test func anAPIThatRefusesWhatItDoesNotKnowIsFoundOutOneByOne() async throws {
        let api = NoteAPI { sent, _ in
            guard sent.names.isSubset(of: ["text", "status"]) else { throw Problem(400, "Unknown member.") }
            let note = NoteAPI.note(sent).merging(sent)
            return (stored: note, answered: note)
        }
        let found = try await findings(api.api)
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("bopla.mass-create POST /notes ") == true)
        #expect(found.first?.contains("\"status\"") == true)
    }

    @Test func aValueThatTheServerAlwaysSetsIsNoFinding() async throws {
        let api = NoteAPI { sent, _ in
            // Every note is approved, whatever is sent.
            let note = NoteAPI.note(sent).merging(["status": "approved"])
            return (stored: note, answered: note)
        }
        #expect(try await findings(api.api) == [])
    }
}

/// Notes that are made and read; how one is made is up to the test.
private final class NoteAPI: Sendable {
    typealias Make = @Sendable (_ sent: JSON, _ id: Int) throws -> (stored: JSON, answered: JSON)

    private let notes = Mutex<[JSON]>([["id": 1, "text": "The first one.", "status": "open"]])
    private let make: Make
    private let token = Fixture.randomSecret()

    init(_ make: @escaping Make) { self.make = make }

    /// How many notes there are.
    var made: Int { notes.withLock { $0.count } }

    static func note(_ sent: JSON) -> JSON { ["text": sent["text"] ?? "", "status": "open"] }

    var api: VulnerableAPI {
        let note: JSON = .objectSchema(
            ["id": .numberSchema(), "text": .textSchema(200), "status": .textSchema(20)],
            required: ["id", "text"]
        )
        let document = FixtureDocument(
            title: "Notes",
            security: .bearer,
            operations: [
                FixtureOperation(
                    method: "POST",
                    path: "/notes",
                    summary: "Writes a note.",
                    body: .objectSchema(["text": .textSchema(200)], required: ["text"]),
                    response: note,
                    success: 201
                ),
                FixtureOperation(
                    path: "/notes/{noteId}",
                    summary: "A note.",
                    parameters: [.parameter("noteId", in: "path", .numberSchema(), example: 1)],
                    response: note,
                    failures: [404]
                ),
            ]
        )
        let account = DemoAccount(name: "writer", username: "writer", password: "", credential: .bearer(token))
        return .fixture("notes", .fixed, document, accounts: [account]) { router in
            router.on("POST", "/notes") { request in
                guard request.bearerToken == self.token else { throw Problem.unauthorized }
                guard request.header("Content-Type")?.contains("json") == true else { throw Problem(415, "JSON only.") }
                let sent = try request.json()
                return try self.notes.withLock { notes in
                    let id = notes.count + 1
                    let made = try self.make(sent, id)
                    notes.append(made.stored.merging(["id": .integer(id)]))
                    return .json(made.answered.merging(["id": .integer(id)]), status: 201)
                }
            }
            router.on("GET", "/notes/{noteId}") { request in
                guard request.bearerToken == self.token else { throw Problem.unauthorized }
                let id = Int(request.parameter("noteId"))
                let note = self.notes.withLock { $0.first { $0["id"]?.integerValue == id } }
                guard let note else { throw Problem.notFound }
                return .json(note)
            }
        }
    }
}

extension JSON {
    fileprivate var members: [Member] { if case .object(let members) = self { members } else { [] } }
    fileprivate var names: Set<String> { Set(members.map(\.name)) }

    /// The object with the members of another one, which win.
    fileprivate func merging(_ other: JSON) -> JSON { other.members.reduce(self) { $0.adding($1.name, $1.value) } }
}
